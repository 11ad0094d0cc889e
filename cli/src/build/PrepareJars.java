import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Makes the jars of a folder fit for an AOT cache, which holds no classes from before Java 6 and none of signed jars:
/// old classes are lifted to today's class file format, by adding the stack maps that it asks for (the code stays as it
/// is), and signatures are dropped, because nobody checks them against anything here and checking costs time at every
/// start. See docs/decisions/0102. A jar that is fit already stays untouched.
final class PrepareJars {
    private static final int JAVA_6 = 50;
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

    public static void main(String[] args) throws IOException {
        var jars = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
            found.forEach(jars::add);
        }
        var places = new URL[jars.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = jars.get(i).toUri().toURL();
        }
        try (var classes = new URLClassLoader(places)) {
            var format = ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ConstantPoolSharingOption.NEW_POOL,
                    // Stack maps name common super types, so the classes of all jars have to be found.
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
            for (var jar : jars) {
                prepare(jar, format);
            }
        }
    }

    private static void prepare(Path jar, ClassFile format) throws IOException {
        var fit = jar.resolveSibling(jar.getFileName() + ".new");
        boolean changed = false;
        try (var in = new ZipFile(jar.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(fit))) {
            for (var entry : in.stream().toList()) {
                if (SIGNATURE.matcher(entry.getName()).matches()) {
                    changed = true;
                    continue;
                }
                var bytes = in.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".class") && bytes[7] < JAVA_6) {
                    bytes = lifted(bytes, format);
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
            Files.move(fit, jar, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(fit);
        }
    }

    /// The class in today's format, or as it was where it refers to a library that we do not ship.
    private static byte[] lifted(byte[] old, ClassFile format) {
        try {
            return format.transformClass(format.parse(old), today());
        } catch (IllegalArgumentException _) {
            return old;
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
}
