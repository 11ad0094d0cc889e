package dev.meshwright.topology.source;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A folder that something is built from.
///
/// @param folder as evidence shows it
/// @param images the names of images that are built from it, as build files say
/// @param names what the folder, its build files and its packages call it
/// @param isImage whether an image is built from it, and not only a library or nobody knows what
public record Component(String folder, List<String> images, List<String> names, boolean isImage) {
    private static final Set<String> BUILD_FOLDERS =
            Set.of("docker", ".docker", "build", "deploy", "package", "container");

    public Component {
        images = sorted(images);
        names = sorted(names);
    }

    private static List<String> sorted(Collection<String> some) {
        return List.copyOf(new TreeSet<>(some));
    }

    static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// What a Dockerfile in this folder builds: the folder, or the one above where it is only for building.
    static String ofDockerfile(String folder) {
        int slash = folder.lastIndexOf('/');
        return slash > 0 && BUILD_FOLDERS.contains(folder.substring(slash + 1)) ? folder.substring(0, slash) : folder;
    }

    Component and(Component other) {
        var allImages = new TreeSet<>(images);
        allImages.addAll(other.images);
        var allNames = new TreeSet<>(names);
        allNames.addAll(other.names);
        return new Component(folder, List.copyOf(allImages), List.copyOf(allNames), isImage || other.isImage);
    }
}
