package dev.meshwright.topology.config;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a Prometheus calls: the targets that it scrapes, the Alertmanagers, where it writes and reads, and whom it asks
/// for targets. See https://prometheus.io/docs/prometheus/latest/configuration/configuration/
final class PrometheusSettings {
    private static final List<String> DISCOVERIES =
            List.of("consul_sd_configs", "http_sd_configs", "eureka_sd_configs", "nomad_sd_configs");

    private final List<ConfigSetting> settings = new ArrayList<>();

    private PrometheusSettings() {}

    static boolean isPrometheus(Node tree) {
        return tree.at("scrape_configs").isPresent();
    }

    static List<ConfigSetting> of(Node tree) {
        var reader = new PrometheusSettings();
        for (var job : tree.items("scrape_configs")) {
            reader.readJob("scrape_configs." + job.text("job_name").orElse(""), job);
        }
        for (var manager : tree.items("alerting", "alertmanagers")) {
            reader.readJob("alerting.alertmanagers", manager);
        }
        for (var remote : List.of("remote_write", "remote_read")) {
            tree.items(remote).forEach(one -> one.at("url").ifPresent(url -> reader.add(remote + ".url", url, "")));
        }
        tree.at("tracing", "endpoint").ifPresent(endpoint -> reader.add("tracing.endpoint", endpoint, ""));
        return reader.settings;
    }

    private void readJob(String path, Node job) {
        String scheme = job.text("scheme").orElse("http") + "://";
        var proxy = proxy(job);
        if (proxy.isPresent()) {
            // What is probed through another is no call of the scraper's own.
            add(path + ".targets", proxy.get(), scheme);
        } else {
            job.items("static_configs").stream()
                    .flatMap(group -> group.items("targets").stream())
                    .forEach(target -> add(path + ".targets", target, scheme));
        }
        for (var discovery : job.items("dns_sd_configs")) {
            String port = discovery.text("port").map(number -> ":" + number).orElse("");
            discovery.items("names").forEach(name -> {
                if (name instanceof Node.Scalar host) {
                    settings.add(new ConfigSetting(path + ".targets", scheme + host.text() + port, host.where()));
                }
            });
        }
        for (var kind : DISCOVERIES) {
            job.items(kind)
                    .forEach(one -> one.at("server")
                            .or(() -> one.at("url"))
                            .ifPresent(server -> add(path + "." + kind + ".server", server, "")));
        }
        job.at("proxy_url").ifPresent(url -> add(path + ".proxy_url", url, ""));
    }

    /// Whom a job asks instead of its targets, as is usual for the blackbox exporter: a fixed address put in the
    /// target's place.
    private static Optional<Node> proxy(Node job) {
        return job.items("relabel_configs").stream()
                .filter(rule -> rule.text("target_label").orElse("").equals("__address__"))
                .flatMap(rule -> rule.at("replacement").stream())
                .filter(replacement ->
                        replacement instanceof Node.Scalar text && text.text().indexOf('$') < 0)
                .findFirst();
    }

    private void add(String key, Node value, String scheme) {
        if (value instanceof Node.Scalar scalar) {
            String text = scalar.text();
            settings.add(new ConfigSetting(key, text.contains("://") ? text : scheme + text, scalar.where()));
        }
    }
}
