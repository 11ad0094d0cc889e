package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;

/// Gathers what the webhook says about one object.
final class Verdict {
    private final Manifest object;
    private final List<Remark> errors = new ArrayList<>();
    private final List<Remark> warnings = new ArrayList<>();

    Verdict(Manifest object) {
        this.object = object;
    }

    private record Remark(Place place, String message, String fix) {}

    /// The webhook refuses the object.
    void error(Place place, String message, String fix) {
        errors.add(new Remark(place, message, fix));
    }

    /// The webhook accepts it with a warning.
    void warning(Place place, String message, String fix) {
        warnings.add(new Remark(place, message, fix));
    }

    List<Finding> errors(RuleInfo rule) {
        return findings(rule, errors);
    }

    List<Finding> warnings(RuleInfo rule) {
        return findings(rule, warnings);
    }

    private List<Finding> findings(RuleInfo rule, List<Remark> remarks) {
        return remarks.stream()
                .map(remark -> Finding.of(
                        rule, object, remark.place.node().where(), remark.place.path(), remark.message, remark.fix))
                .toList();
    }
}
