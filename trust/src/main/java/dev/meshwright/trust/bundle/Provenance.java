package dev.meshwright.trust.bundle;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.dsse.Statement;
import dev.meshwright.trust.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Where a bundle comes from; what its signers vouch for.
/// @param revision the Git commit, in hex
/// @param paths what was read of it, relative to the top of its tree; sorted
/// @param builder what built it, with its version
/// @param intentDigest SHA-256 of the intent file, in hex; that of no bytes if there is none
/// @param allowed what would have been refused, and why it was not
public record Provenance(
        String revision, List<String> paths, String builder, String intentDigest, List<Allowance> allowed) {
    private static final String PREDICATE_TYPE = "https://meshwright.dev/bundle-provenance/v1";
    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /// Something that a person let pass.
    /// @param place `file:line` in the revision
    /// @param what what it was taken for
    /// @param reason in the words of who let it pass; not blank
    public record Allowance(String place, String what, String reason) {
        public Allowance {
            if (reason.isBlank()) {
                throw new RefusedException("what is allowed at " + place + " has no reason");
            }
        }
    }

    public Provenance {
        paths = paths.stream().sorted().toList();
        allowed = List.copyOf(allowed);
        if (!REVISION.matcher(revision).matches()) {
            throw new RefusedException("\"" + revision + "\" is not a Git commit");
        }
    }

    /// What is to be signed for this bundle.
    public Statement statement(Bundle bundle) {
        var source = new LinkedHashMap<String, Json>();
        source.put("revision", new Json.Text(revision));
        source.put(
                "paths", new Json.Arr(paths.stream().<Json>map(Json.Text::new).toList()));
        var predicate = new LinkedHashMap<String, Json>();
        predicate.put("source", new Json.Obj(source));
        predicate.put("builder", new Json.Text(builder));
        predicate.put("intentDigest", new Json.Text(intentDigest));
        predicate.put(
                "allowed", new Json.Arr(allowed.stream().map(Provenance::json).toList()));
        var subject = new Statement.Subject(
                bundle.workloadClass().toString(), new TreeMap<>(Map.of("sha256", bundle.digest())));
        return new Statement(List.of(subject), PREDICATE_TYPE, new Json.Obj(predicate));
    }

    /// What a statement says about this bundle.
    /// @throws RefusedException if it is about another, or says something else
    public static Provenance of(Statement statement, Bundle bundle) {
        if (!statement.predicateType().equals(PREDICATE_TYPE)) {
            throw new RefusedException(
                    "the statement is a " + statement.predicateType() + " instead of a " + PREDICATE_TYPE);
        }
        if (!statement.isAbout(bundle.digest())) {
            throw new RefusedException("the statement is not about the bundle with the digest " + bundle.digest());
        }
        var predicate = statement.predicate();
        var allowed = new ArrayList<Allowance>();
        for (var item : predicate.array("allowed")) {
            if (!(item instanceof Json.Obj one)) {
                throw new RefusedException("one of \"allowed\" is not an object");
            }
            allowed.add(new Allowance(one.text("place"), one.text("what"), one.text("reason")));
        }
        return new Provenance(
                predicate.object("source").text("revision"),
                predicate.object("source").texts("paths"),
                predicate.text("builder"),
                predicate.text("intentDigest"),
                allowed);
    }

    private static Json json(Allowance allowance) {
        var members = new LinkedHashMap<String, Json>();
        members.put("place", new Json.Text(allowance.place()));
        members.put("what", new Json.Text(allowance.what()));
        members.put("reason", new Json.Text(allowance.reason()));
        return new Json.Obj(members);
    }
}
