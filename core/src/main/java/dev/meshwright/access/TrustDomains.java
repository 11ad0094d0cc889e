package dev.meshwright.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// The names under which a mesh issues identities. istiod writes a principal of one of them, or of `cluster.local`,
/// for each of them.
final class TrustDomains {
    private static final String DEFAULT = "cluster.local";
    private static final int PARTS = 5;

    private final List<String> all;

    TrustDomains(MeshSettings settings) {
        var names = new ArrayList<>(List.of(settings.trustDomain()));
        names.addAll(settings.trustDomainAliases());
        this.all = List.copyOf(names);
    }

    /// What a principal of a policy is read as.
    List<String> principals(String principal) {
        var parts = List.of(principal.split("/", -1));
        var own = parts.getFirst();
        if (parts.size() != PARTS || own.equals("*") || !(own.equals(DEFAULT) || isKnown(own))) {
            return List.of(principal);
        }
        var read = new LinkedHashSet<String>();
        for (var name : all) {
            boolean isMeant = own.startsWith("*") && name.endsWith(own.substring(1));
            read.add(isMeant ? principal : name + principal.substring(own.length()));
        }
        return List.copyOf(read);
    }

    /// What a trust domain of a policy is read as.
    List<String> withAliases(String name) {
        return all.contains(name) ? all : List.of(name);
    }

    private boolean isKnown(String name) {
        return all.stream().anyMatch(known -> matches(name, known) || matches(known, name));
    }

    private static boolean matches(String name, String pattern) {
        return name.equals(pattern)
                || (pattern.endsWith("*") && name.startsWith(pattern.substring(0, pattern.length() - 1)))
                || (pattern.startsWith("*") && name.endsWith(pattern.substring(1)));
    }
}
