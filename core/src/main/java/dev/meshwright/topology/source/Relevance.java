package dev.meshwright.topology.source;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which folders and files of a source tree say what the running program does, by their names: no tests, no examples,
/// nothing that a tool wrote, nothing that others wrote.
final class Relevance {
    private static final Set<String> FOREIGN = Set.of(
            "node_modules",
            "bower_components",
            "vendor",
            "third_party",
            "thirdparty",
            "site-packages",
            "venv",
            "pods",
            "target",
            "dist",
            "out",
            "obj",
            "coverage",
            "__pycache__",
            "generated",
            "generated-sources");
    private static final Set<String> FOR_READERS =
            Set.of("doc", "docs", "documentation", "example", "examples", "sample", "samples");
    private static final Pattern TESTS = Pattern.compile("(?i)(?:.*[._-])?"
            + "(?:(?:unit|integration|functional|acceptance|component|e2e|android)?[_-]?tests?|__tests__|specs?|testdata"
            + "|test[_-]?fixtures|fixtures|__mocks__|mocks?|e2e|cypress)");
    private static final Pattern CAMEL_TESTS = Pattern.compile(".*[a-z](?:Tests?|Specs?)");
    private static final Pattern TEST_FILE =
            Pattern.compile("(?:.*_(?:test|spec)\\.(?:go|py|rb|php|[cm]?[jt]sx?)|test_.*\\.py|conftest\\.py"
                    + "|.*[._-](?:spec|test|tests|stories|mock|mocks|e2e|cy)\\.[cm]?[jt]sx?"
                    + "|.*(?:Test|Tests|IT|Spec|TestCase|Mock)\\.(?:java|kt|cs|php)|Test[A-Z].*\\.(?:java|kt))");
    private static final Pattern TOOL_FILE = Pattern.compile(
            "(?:vite|vitest|webpack|vue|rollup|karma|jest|babel|cypress|playwright|tailwind|postcss|svelte|angular"
                    + "|eslint|prettier|metro|craco)\\b.*\\.config\\.[cm]?[jt]s|setupProxy\\.[jt]s|[Gg]ulpfile\\.js"
                    + "|Gruntfile\\.js|(?:vite|vitest|webpack|vue|rollup|karma|jest|babel)\\.config\\.[cm]?[jt]s"
                    + "|karma\\.conf\\.js|setup\\.py|.*\\.gradle\\.kts");
    private static final Pattern GENERATED_FILE = Pattern.compile(
            "(?i).*(?:\\.pb(?:\\.gw)?\\.go|_pb2(?:_grpc)?\\.py|_pb\\.[jt]s|\\.g\\.cs|\\.designer\\.cs|[.-]min\\.js"
                    + "|\\.bundle\\.js|\\.chunk\\.js|\\.d\\.ts|\\.map)");
    private static final Set<String> BROWSER = Set.of("public", "static", "wwwroot", "assets", "webroot");
    private static final Set<String> SETTINGS_FOLDERS =
            Set.of("config", "configs", "conf", "conf.d", "cfg", "configuration", "settings", "etc", "nginx");
    private static final Pattern SETTINGS_FILE =
            Pattern.compile("(?i)(?:application|bootstrap|appsettings)(?:[.-][\\w-]+)?"
                    + "\\.(?:ya?ml|properties|json|conf|toml)|(?:.*[_-])?(?:config|settings|configuration)\\.(?:ya?ml|json|properties|toml|ini|conf)"
                    + "|microprofile-config\\.properties|\\.env(?:\\..+)?|nginx\\.conf|.*\\.conf\\.(?:template|tmpl|tpl)|default\\.conf"
                    + "|envoy\\.ya?ml|haproxy\\.cfg|Caddyfile");
    private static final Pattern SETTINGS_ENDING =
            Pattern.compile("(?i).*\\.(?:ya?ml|json|properties|toml|ini|conf|cfg|cnf|template|tmpl)");
    private static final Pattern NO_SETTINGS = Pattern.compile(
            "(?i)(?:.*[._-])?(?:test|tests|example|sample|dist|schema|spec|ci)(?:\\..*)?|(?:package|tsconfig|composer|launchsettings)"
                    + ".*\\.json|(?:docker-)?compose.*\\.ya?ml|openapi.*|swagger.*|.*lock.*");
    private static final int HEADER = 2_000;

    private Relevance() {}

    static boolean isFolder(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.startsWith(".")
                && !FOREIGN.contains(lower)
                && !FOR_READERS.contains(lower)
                && !TESTS.matcher(name).matches()
                && !CAMEL_TESTS.matcher(name).matches();
    }

    /// Whether what scripts do there, they do in a browser.
    static boolean isForBrowsers(String folderName) {
        return BROWSER.contains(folderName.toLowerCase(Locale.ROOT));
    }

    static boolean isCode(String name) {
        return Language.of(name).isPresent()
                && !TEST_FILE.matcher(name).matches()
                && !TOOL_FILE.matcher(name).matches()
                && !GENERATED_FILE.matcher(name).matches();
    }

    static boolean isSettings(String folderName, String name) {
        if (NO_SETTINGS.matcher(name).matches()) {
            return false;
        }
        return SETTINGS_FILE.matcher(name).matches()
                || (SETTINGS_FOLDERS.contains(folderName.toLowerCase(Locale.ROOT))
                        && SETTINGS_ENDING.matcher(name).matches());
    }

    /// Whether a tool says that it wrote the file, or packed many into it.
    static boolean isGenerated(Language language, String text) {
        String header = text.substring(0, Math.min(HEADER, text.length()));
        if (header.contains("DO NOT EDIT") || header.contains("@generated") || header.contains("<auto-generated")) {
            return true;
        }
        return language == Language.JAVASCRIPT && text.length() > 20_000 && isPacked(text);
    }

    private static boolean isPacked(String text) {
        int lines = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            lines++;
        }
        return text.length() / lines > 400;
    }

    /// Whether a YAML text is a manifest or a chart's values rather than a program's settings.
    static boolean isManifest(String text) {
        return text.contains("apiVersion:") && text.contains("kind:");
    }
}
