package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.generate.Generation;
import dev.meshwright.generate.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/// What to generate when one service is asked for: it, and those that the output folder holds already.
final class Scopes {
    private Scopes() {}

    /// The scope for this service, by name or `namespace/name`.
    ///
    /// @param everything what would be generated for all
    static Scope with(String service, Generation everything, Path folder, boolean withAuthorization) {
        var services = new TreeSet<String>();
        everything.folders().forEach((id, name) -> {
            if (id.equals(service) || id.endsWith("/" + service)) {
                services.add(id);
            }
        });
        if (services.isEmpty()) {
            throw new MeshwrightException("nothing is generated for a service " + service
                    + ". `meshwright map` lists the services; nothing was changed.");
        }
        everything.folders().forEach((id, name) -> {
            if (Files.isDirectory(folder.resolve(name))) {
                services.add(id);
            }
        });
        return new Scope(services::contains, withAuthorization);
    }
}
