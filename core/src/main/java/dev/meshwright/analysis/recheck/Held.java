package dev.meshwright.analysis.recheck;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.ObjectRule;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.Subject;
import dev.meshwright.analysis.SummaryRule;
import dev.meshwright.analysis.SummaryRule.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What one rule found, kept up to date.
sealed interface Held {
    List<Finding> findings();

    /// After a check of everything.
    void everything(Mesh mesh);

    /// After a change that only its surroundings see.
    void nearby(Mesh part, Mesh whole, Change change);

    static Held of(Rule rule) {
        return rule instanceof SummaryRule<?> summary ? ofFacts(summary) : new Findings(rule);
    }

    private static <T> Held ofFacts(SummaryRule<T> rule) {
        return new Facts<>(rule);
    }

    /// Findings, which are kept as they are.
    final class Findings implements Held {
        private final Rule rule;
        private List<Finding> findings = List.of();

        private Findings(Rule rule) {
            this.rule = rule;
        }

        @Override
        public List<Finding> findings() {
            return findings;
        }

        @Override
        public void everything(Mesh mesh) {
            findings = rule.check(mesh).toList();
        }

        @Override
        public void nearby(Mesh part, Mesh whole, Change change) {
            switch (rule.reads()) {
                case OBJECT -> ofObjects((ObjectRule) rule, part, change);
                case NEIGHBOURS ->
                    findings = Stream.concat(
                                    findings.stream().filter(finding -> !change.isAbout(finding)),
                                    rule.check(part).filter(change::isAbout))
                            .toList();
                case CALLS -> {
                    if (change.changesCalls()) {
                        findings = rule.check(whole).toList();
                    }
                }
                case MESH -> findings = rule.check(whole).toList();
            }
        }

        private void ofObjects(ObjectRule objectRule, Mesh part, Change change) {
            var kept = new ArrayList<>(findings);
            kept.removeIf(change::isChanged);
            for (var object : change.added()) {
                objectRule.check(new Subject(object, part.istioVersion())).forEach(kept::add);
            }
            findings = kept;
        }
    }

    /// Facts, from which the findings follow.
    final class Facts<T> implements Held {
        private final SummaryRule<T> rule;
        private List<Fact<T>> facts = List.of();
        private List<Finding> findings = List.of();

        private Facts(SummaryRule<T> rule) {
            this.rule = rule;
        }

        @Override
        public List<Finding> findings() {
            return findings;
        }

        @Override
        public void everything(Mesh mesh) {
            take(rule.facts(mesh));
        }

        @Override
        public void nearby(Mesh part, Mesh whole, Change change) {
            take(Stream.concat(
                    facts.stream().filter(fact -> !change.isAbout(fact.object())),
                    rule.facts(part).filter(fact -> change.isAbout(fact.object()))));
        }

        private void take(Stream<Fact<T>> now) {
            facts = now.sorted(Fact.ORDER).toList();
            findings = rule.summary(facts).toList();
        }
    }
}
