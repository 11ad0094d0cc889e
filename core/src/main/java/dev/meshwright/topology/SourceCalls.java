package dev.meshwright.topology;

import dev.meshwright.manifest.Source;
import dev.meshwright.topology.config.ConfigFile;
import dev.meshwright.topology.config.ConfigPlace;
import dev.meshwright.topology.config.ConfigSetting;
import dev.meshwright.topology.source.SourceFile;
import dev.meshwright.topology.source.SourceTrees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Finds the hosts in the code of workloads.
final class SourceCalls {
    private static final Pattern NO_LETTER = Pattern.compile("[^a-z0-9]");
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{([^:{}]{1,120}):-?([^{}]*)\\}");

    private final SourceTrees sources;
    private final SourceOwners sourceOwners;
    private final Owners owners;
    private final ServiceIndex index;
    private final Set<String> withSource = new TreeSet<>();
    private final Map<String, List<Setting>> configured = new HashMap<>();

    SourceCalls(SourceTrees sources, SourceOwners sourceOwners, Owners owners, List<Service> services) {
        this.sources = sources;
        this.sourceOwners = sourceOwners;
        this.owners = owners;
        this.index = ServiceIndex.of(services);
    }

    /// The workloads (ids) whose code was read.
    Set<String> workloads() {
        return withSource;
    }

    /// What configuration files beside the code set, by the workload's id, as far as manifests do not.
    Map<String, List<Setting>> settings() {
        return configured;
    }

    /// Resolves the hosts in the code of every workload.
    ///
    /// @param settings what manifests set, by the workload's id: it wins over what holds without it
    void resolve(Resolver resolver, Map<String, List<Setting>> settings) {
        var declared = declared(resolver);
        var set = new HashMap<String, Set<String>>();
        for (var file : sources.files()) {
            var callers = sourceOwners.of(file.path());
            var reach = reach(callers);
            for (var caller : callers) {
                withSource.add(caller.id());
                var manifest = new Manifest(
                        set.computeIfAbsent(caller.id(), id -> variables(caller, settings.getOrDefault(id, List.of()))),
                        declared.getOrDefault(owners.of(caller), Set.of()));
                mentions(file, caller, reach, manifest).forEach(resolver::resolve);
            }
        }
    }

    /// What manifests say about a caller.
    ///
    /// @param variables that they set, in letters
    /// @param called the names of the services that they declare as called
    private record Manifest(Set<String> variables, Set<String> called) {
        /// Whether a default counts: the variable is not set, or to the same.
        boolean leaves(String variable, Address address) {
            return !variables.contains(letters(variable)) || called.contains(name(address.host()));
        }
    }

    private static Map<String, Set<String>> declared(Resolver resolver) {
        Map<String, Set<String>> declared = new HashMap<>();
        for (var call : resolver.calls()) {
            declared.computeIfAbsent(call.from(), _ -> new HashSet<>())
                    .add(call.to().name());
        }
        return declared;
    }

    /// An image that several services run does not tell which of them makes the call.
    private Setting.Reach reach(List<Workload> callers) {
        return callers.stream().map(owners::of).distinct().count() > 1 ? Setting.Reach.SHARED : Setting.Reach.OWN;
    }

    private List<Mention> mentions(SourceFile file, Workload caller, Setting.Reach reach, Manifest manifest) {
        var mentions = new ArrayList<Mention>();
        for (var literal : file.literals()) {
            var text = SourceText.of(literal);
            var where = new Source(file.path(), literal.line(), 1);
            var setting = new Setting(text.key(), text.text(), where, Setting.SOURCE, reach);
            text.addresses()
                    .filter(address -> isMeant(address, text, caller))
                    .filter(address -> manifest.leaves(text.variable(), address))
                    .forEach(address -> mentions.add(new Mention(caller, setting, address, text.isHostExpected())));
        }
        var group = settings(file, caller, reach, manifest.variables());
        configured.computeIfAbsent(caller.id(), _ -> new ArrayList<>()).addAll(group.settings());
        MentionReader.mentions(group).forEach(mentions::add);
        return mentions;
    }

    /// Something like `user:42` is only an address if the service has that port.
    private boolean isMeant(Address address, SourceText text, Workload caller) {
        if (address.form() != Address.Form.HOST_PORT || text.isHostExpected()) {
            return true;
        }
        return index.resolve(address.host(), caller.namespace())
                .filter(service -> Ports.called(service, address) != 0)
                .isPresent();
    }

    /// The settings of a configuration file, with what they are without the variables that they name.
    private static Setting.Group settings(SourceFile file, Workload caller, Setting.Reach reach, Set<String> set) {
        var settings = new ArrayList<Setting>();
        for (var setting : configured(file)) {
            var fallback = DEFAULT.matcher(setting.value());
            boolean isSet = set.contains(letters(setting.key()));
            String value = setting.value();
            if (fallback.find()) {
                isSet |= set.contains(letters(fallback.group(1)));
                value = fallback.replaceAll("$2");
            }
            if (!isSet) {
                settings.add(new Setting(setting.key(), value, setting.where(), Setting.SOURCE, reach));
            }
        }
        return new Setting.Group(caller, settings);
    }

    private static List<ConfigSetting> configured(SourceFile file) {
        var place = new ConfigPlace(new Source(file.path(), 1, 1), false);
        return file.settings().isEmpty()
                ? List.of()
                : ConfigFile.read(file.path(), file.settings(), place).settings();
    }

    /// The variables and keys that manifests set: `ORDERS_URL` is also the key `orders.url`.
    private static Set<String> variables(Workload workload, List<Setting> settings) {
        var set = new HashSet<String>();
        for (var setting : settings) {
            if (!setting.how().equals("annotation")) {
                set.add(letters(setting.key().text()));
            }
        }
        for (var container : Workloads.containers(workload.podSpec())) {
            for (var variable : container.items("env")) {
                variable.text("name").ifPresent(name -> set.add(letters(name)));
            }
        }
        set.remove("");
        return set;
    }

    private static String letters(String key) {
        return NO_LETTER.matcher(key.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /// The first part of a host.
    static String name(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }
}
