package dev.meshwright.analysis.extensions;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// Proxies load code, and no checksum says which.
final class CodeNotPinned implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2501",
            "CodeNotPinned",
            Category.SECURITY,
            Severity.WARNING,
            "Proxies load code that no checksum pins",
            "The code runs inside proxies and sees every request in plaintext. A tag can be moved and a file replaced:"
                    + " whoever may do that at the source runs code in the mesh. Over http anyone on the way may, too.",
            "Add the image's digest (`@sha256:…`), or `sha256` of the module.",
            plugin("oci://registry.example/headers:1.4"),
            plugin("oci://registry.example/headers@sha256:"
                    + "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            "https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin");

    private static String plugin(String url) {
        return """
                apiVersion: extensions.istio.io/v1alpha1
                kind: WasmPlugin
                metadata: {name: headers, namespace: shop}
                spec:
                  selector: {matchLabels: {app: cart}}
                  url: %s
                """.formatted(url);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return RemoteCode.all(mesh).filter(code -> !code.isPinned()).map(CodeNotPinned::finding);
    }

    private static Finding finding(RemoteCode code) {
        var finding = Finding.of(
                INFO,
                code.object(),
                code.node().where(),
                code.path(),
                "proxies run whatever is at " + code.url() + " when they start",
                INFO.fix());
        return code.scheme().equals("http") ? finding.withSeverity(Severity.ERROR) : finding;
    }
}
