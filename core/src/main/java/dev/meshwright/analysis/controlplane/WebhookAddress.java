package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.schema.syntax.DomainName;
import dev.meshwright.schema.syntax.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where the API server reaches istiod for one of Istio's webhooks.
///
/// @param path of the webhook: `webhooks[0]`
record WebhookAddress(Manifest configuration, Node webhook, String path) {
    private static final String GROUP = "admissionregistration.k8s.io";

    static Stream<WebhookAddress> all(Mesh mesh) {
        return Stream.concat(
                        mesh.objects(GROUP, "ValidatingWebhookConfiguration").stream()
                                .filter(object -> object.name().startsWith("istio-validator")
                                        || object.name().equals("istiod-default-validator")),
                        mesh.objects(GROUP, "MutatingWebhookConfiguration").stream()
                                .filter(object -> object.name().startsWith("istio-sidecar-injector")))
                .flatMap(WebhookAddress::of);
    }

    private static Stream<WebhookAddress> of(Manifest configuration) {
        var webhooks = configuration.root().items("webhooks");
        return IntStream.range(0, webhooks.size())
                .mapToObj(i -> new WebhookAddress(configuration, webhooks.get(i), "webhooks[" + i + "]"));
    }

    /// What is wrong with the address of an external istiod; empty where it is reached by a Service.
    Optional<String> fault() {
        var url = webhook.text("clientConfig", "url");
        if (url.isEmpty()) {
            return webhook.at("clientConfig", "service").isPresent()
                    ? Optional.empty()
                    : Optional.of("webhook " + name() + " has neither a URL nor a Service");
        }
        var host = host();
        if (host.isEmpty()) {
            return Optional.of("the URL `" + url.get() + "` of webhook " + name() + " names no host");
        }
        return isIp() || DomainName.fault(host.get()).isEmpty()
                ? Optional.empty()
                : Optional.of("the host of the URL `" + url.get() + "` of webhook " + name()
                        + " is no name that can be looked up");
    }

    /// Whether it is reached by an address instead of a name.
    boolean isIp() {
        return host().filter(IpAddress::isAddress).isPresent();
    }

    String name() {
        return webhook.text("name").orElse("");
    }

    private Optional<String> host() {
        return webhook.text("clientConfig", "url")
                .flatMap(WebhookAddress::hostOf)
                .filter(host -> !host.isEmpty());
    }

    /// The host of a URL, without the brackets of an IPv6 address.
    private static Optional<String> hostOf(String url) {
        try {
            return Optional.ofNullable(new URI(url).getHost()).map(host -> host.replaceAll("[\\[\\]]", ""));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    Finding finding(RuleInfo rule, String message) {
        var place = webhook.at("clientConfig", "url")
                .or(() -> webhook.at("clientConfig"))
                .orElse(webhook);
        return Finding.of(rule, configuration, place.where(), path + ".clientConfig", message, rule.fix());
    }
}
