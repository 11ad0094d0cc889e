package dev.meshwright.analysis;

import java.util.stream.Stream;

/// One fault to look for. Rules are pure: the same mesh gives the same findings.
public interface Rule {
    RuleInfo info();

    Stream<Finding> check(Mesh mesh);

    /// What a finding rests on. Saying less than the rule reads makes `check --watch` miss something; `RecheckTest`
    /// looks for that with the examples of all rules.
    default Reads reads() {
        return Reads.NEIGHBOURS;
    }
}
