package dev.meshwright.analysis;

import java.util.stream.Stream;

/// A rule that looks at one object at a time and at nothing else. It can run before the calls are mapped, for many
/// objects in parallel, and again for the objects that change alone.
public interface ObjectRule extends Rule {
    Stream<Finding> check(Subject subject);

    @Override
    default Reads reads() {
        return Reads.OBJECT;
    }

    @Override
    default Stream<Finding> check(Mesh mesh) {
        return mesh.manifests().objects().stream().flatMap(object -> check(new Subject(object, mesh.istioVersion())));
    }
}
