package dev.meshwright.analysis;

import java.util.stream.Stream;

/// One fault to look for. Rules are pure: the same mesh gives the same findings.
public interface Rule {
    RuleInfo info();

    Stream<Finding> check(Mesh mesh);
}
