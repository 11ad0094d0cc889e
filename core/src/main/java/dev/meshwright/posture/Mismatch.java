package dev.meshwright.posture;

import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Source;

/// Something that a proxy runs and that nothing explains, or that is meant and does not run.
///
/// @param resource `KIND/NAME`. Of Envoy: cluster, listener, route, secret, endpoint, bootstrap, static-cluster,
///     warming-cluster, warming-secret, listener-error, by the name in the dump; the second secret of a name has `#2`.
///     Of ztunnel: policy, workload, service
/// @param code such as `MW9001`
/// @param intended what should be there; "" for nothing
/// @param active what is there; "" for nothing
/// @param message what it means, in a sentence
/// @param object the object that decides, such as `AuthorizationPolicy bank/payments`; "" for none
/// @param file where that object stands; "" for nowhere
/// @param line in that file, from 1; 0 for none
public record Mismatch(
        String resource,
        String code,
        Severity severity,
        String intended,
        String active,
        String message,
        String object,
        String file,
        int line) {

    /// Starts a mismatch of the code's own severity that no object is responsible for.
    public static Mismatch of(MismatchCode code, String resource, String intended, String active, String message) {
        return new Mismatch(resource, code.code(), code.severity(), intended, active, message, "", "", 0);
    }

    public Mismatch withSeverity(Severity other) {
        return new Mismatch(resource, code, other, intended, active, message, object, file, line);
    }

    /// The same, by the object that decides.
    public Mismatch by(Manifest decides) {
        return by(decides, decides.where());
    }

    /// The same, by the line of the object that decides.
    public Mismatch by(Manifest decides, Source where) {
        var name = decides.kind() + " " + decides.id();
        return new Mismatch(resource, code, severity, intended, active, message, name, where.file(), where.line());
    }
}
