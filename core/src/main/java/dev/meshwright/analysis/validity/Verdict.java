package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Edit;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers what the webhook says about one object.
final class Verdict {
    private final Manifest object;
    private final List<Remark> errors = new ArrayList<>();
    private final List<Remark> warnings = new ArrayList<>();

    Verdict(Manifest object) {
        this.object = object;
    }

    private record Remark(
            Place place,
            String message,
            String fix,
            @Nullable Edit edit) {}

    /// The webhook refuses the object.
    void error(Place place, String message, String fix) {
        errors.add(new Remark(place, message, fix, null));
    }

    /// The API server refuses a value that lacks quotes.
    void unquoted(Place place, Node.Scalar value, String message) {
        var quoted = new Node.Scalar(value.where(), value.text(), Node.Scalar.Type.STRING);
        errors.add(new Remark(
                place,
                message,
                "Put it in quotes: \"" + value.text() + "\".",
                new Edit.Replace(object, value.where(), quoted)));
    }

    /// The webhook accepts it with a warning.
    void warning(Place place, String message, String fix) {
        warnings.add(new Remark(place, message, fix, null));
    }

    List<Finding> errors(RuleInfo rule) {
        return findings(rule, errors);
    }

    List<Finding> warnings(RuleInfo rule) {
        return findings(rule, warnings);
    }

    private List<Finding> findings(RuleInfo rule, List<Remark> remarks) {
        return remarks.stream().map(remark -> finding(rule, remark)).toList();
    }

    private Finding finding(RuleInfo rule, Remark remark) {
        var finding =
                Finding.of(rule, object, remark.place.node().where(), remark.place.path(), remark.message, remark.fix);
        return remark.edit == null ? finding : finding.withEdit(remark.edit);
    }
}
