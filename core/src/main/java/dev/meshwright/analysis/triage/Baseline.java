package dev.meshwright.analysis.triage;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Finding.Fault;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Findings of an earlier run, which do not count again. A finding is the same as long as its rule, object and message
/// are: lines may move and files be renamed. What stands in it twice may be found twice.
public final class Baseline {
    private final List<Fault> faults;

    private Baseline(List<Fault> faults) {
        this.faults = List.copyOf(faults);
    }

    /// Now against then.
    ///
    /// @param fresh findings that the baseline does not have
    /// @param known how many it has
    /// @param gone what it has and nobody finds any more, in its order
    public record Comparison(List<Finding> fresh, int known, List<Fault> gone) {
        public Comparison {
            fresh = List.copyOf(fresh);
            gone = List.copyOf(gone);
        }
    }

    /// These findings.
    public static Baseline of(List<Finding> findings) {
        return new Baseline(findings.stream().map(Finding::fault).toList());
    }

    /// What `check --format json` or `yaml` wrote; empty if this is something else.
    public static Optional<Baseline> of(Node tree) {
        if (!(tree.at("findings").orElse(null) instanceof Node.Sequence list)) {
            return Optional.empty();
        }
        var faults = new ArrayList<Fault>();
        for (var item : list.items()) {
            if (text(item, "code").isEmpty() || text(item, "message").isEmpty()) {
                return Optional.empty();
            }
            faults.add(fault(item));
        }
        return Optional.of(new Baseline(faults));
    }

    public Comparison compare(List<Finding> findings) {
        var left = new LinkedHashMap<Fault, Integer>();
        faults.forEach(fault -> left.merge(fault, 1, Integer::sum));
        var fresh = new ArrayList<Finding>();
        for (var finding : findings) {
            int count = left.getOrDefault(finding.fault(), 0);
            if (count == 0) {
                fresh.add(finding);
            } else {
                left.put(finding.fault(), count - 1);
            }
        }
        var gone = new ArrayList<Fault>();
        left.forEach((fault, count) -> {
            for (int i = 0; i < count; i++) {
                gone.add(fault);
            }
        });
        return new Comparison(fresh, findings.size() - fresh.size(), gone);
    }

    private static Fault fault(Node item) {
        var resource = text(item, "resource");
        return new Fault(
                text(item, "code"),
                text(item, "name"),
                text(item, "kind"),
                text(item, "namespace"),
                resource,
                resource.isEmpty() ? text(item, "file") : "",
                text(item, "message"));
    }

    private static String text(Node item, String key) {
        return item.text(key).orElse("");
    }
}
