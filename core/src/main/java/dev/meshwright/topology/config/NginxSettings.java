package dev.meshwright.topology.config;

import dev.meshwright.topology.config.NginxText.Directive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an nginx calls: where its `…_pass` directives lead, through variables and upstreams; and its timeouts. Other
/// directives (headers, redirects, server names) are said to browsers.
final class NginxSettings {
    private final List<ConfigSetting> settings = new ArrayList<>();
    private final Map<String, Directive> upstreams = new HashMap<>();
    private final Map<String, List<Directive>> variables = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private boolean passesSomewhere;

    private NginxSettings() {}

    static List<ConfigSetting> of(List<Directive> directives) {
        var reader = new NginxSettings();
        reader.gather(directives);
        reader.read(directives);
        if (!reader.passesSomewhere) {
            // Others include this file and pass to its upstreams.
            reader.upstreams.values().stream()
                    .sorted((one, other) -> one.where().compareTo(other.where()))
                    .forEach(upstream -> reader.addServers(upstream, ""));
        }
        return reader.settings;
    }

    private void gather(List<Directive> directives) {
        for (var directive : directives) {
            switch (directive.name()) {
                case "upstream" -> upstreams.put(directive.argument(0), directive);
                case "set" ->
                    variables
                            .computeIfAbsent(directive.argument(0), _ -> new ArrayList<>())
                            .add(directive);
                case "map" ->
                    directive
                            .block()
                            .forEach(entry -> variables
                                    .computeIfAbsent(directive.argument(1), _ -> new ArrayList<>())
                                    .add(new Directive(
                                            "set",
                                            List.of(directive.argument(1), entry.argument(0)),
                                            List.of(),
                                            entry.where())));
                default -> gather(directive.block());
            }
        }
    }

    private void read(List<Directive> directives) {
        for (var directive : directives) {
            if (directive.name().endsWith("_pass")) {
                passesSomewhere = true;
                pass(directive, directive.argument(0));
            } else if (directive.name().endsWith("_timeout")) {
                settings.add(new ConfigSetting(directive.name(), directive.argument(0), directive.where()));
            } else if (!directive.name().equals("upstream")) {
                read(directive.block());
            }
        }
    }

    private void pass(Directive directive, String target) {
        int schemeEnd = target.indexOf("://");
        String scheme = schemeEnd < 0
                ? directive.name().equals("grpc_pass") ? "grpc://" : ""
                : target.substring(0, schemeEnd + 3);
        String rest = schemeEnd < 0 ? target : target.substring(schemeEnd + 3);
        String host = rest.replaceFirst("/.*", "");
        String variable = host.replaceFirst(":[0-9]+$", "");
        if (upstreams.containsKey(host)) {
            addServers(upstreams.get(host), scheme);
        } else if (variables.containsKey(variable)) {
            for (var value : variables.get(variable)) {
                String filled = value.argument(1) + host.substring(variable.length());
                if (upstreams.containsKey(filled)) {
                    addServers(upstreams.get(filled), scheme);
                } else {
                    add(directive.name(), filled.contains("://") ? filled : scheme + filled, value);
                }
            }
        } else {
            add(directive.name(), scheme + rest, directive);
        }
    }

    private void addServers(Directive upstream, String scheme) {
        if (!used.add(upstream.argument(0) + " " + scheme)) {
            return;
        }
        for (var server : upstream.block()) {
            if (server.name().equals("server") && !server.arguments().contains("down")) {
                add("upstream." + upstream.argument(0) + ".server", scheme + server.argument(0), server);
            }
        }
    }

    private void add(String key, String value, Directive where) {
        if (!value.contains("unix:")) {
            settings.add(new ConfigSetting(key, value, where.where()));
        }
    }
}
