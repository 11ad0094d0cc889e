import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Lifts the classes of a jar from before Java 6 to today's class file format, by adding the stack maps that the format
/// has asked for since then. The code stays as it is. An AOT cache holds no older classes, and nothing that depends on
/// them: see docs/decisions/0102. Run with the jar's path; a jar that is modern already stays untouched.
final class Modernise {
    private static final int JAVA_6 = 50;

    public static void main(String[] args) throws IOException {
        var jar = Path.of(args[0]);
        var modern = jar.resolveSibling(jar.getFileName() + ".new");
        boolean changed = false;
        try (var in = new ZipFile(jar.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(modern))) {
            var format = format(in);
            for (var entry : in.stream().toList()) {
                var bytes = in.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".class") && bytes[7] < JAVA_6) {
                    bytes = format.transformClass(format.parse(bytes), today());
                    changed = true;
                }
                var copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0)); // the same bytes at each build
                out.putNextEntry(copy);
                out.write(bytes);
                out.closeEntry();
            }
        }
        if (changed) {
            Files.move(modern, jar, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(modern);
        }
    }

    private static ClassTransform today() {
        ClassTransform version = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(ClassFile.JAVA_25_VERSION, 0);
            } else {
                builder.with(element);
            }
        };
        return version.andThen(ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element)));
    }

    /// Stack maps name common super types, so the jar's own classes have to be found, too.
    private static ClassFile format(ZipFile jar) {
        var classes = ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> {
            var name = type.descriptorString();
            var file = name.substring(1, name.length() - 1) + ".class";
            var entry = jar.getEntry(file);
            try {
                return entry == null ? ClassLoader.getSystemResourceAsStream(file) : jar.getInputStream(entry);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ConstantPoolSharingOption.NEW_POOL,
                ClassFile.ClassHierarchyResolverOption.of(classes));
    }
}
