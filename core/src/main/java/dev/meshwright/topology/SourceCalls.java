package dev.meshwright.topology;

import dev.meshwright.manifest.Source;
import dev.meshwright.topology.source.Component;
import dev.meshwright.topology.source.SourceFile;
import dev.meshwright.topology.source.SourceTrees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Calls that source code tells of: the hosts in it, and gRPC clients of services that another workload implements.
final class SourceCalls {
    private static final Pattern NO_LETTER = Pattern.compile("[^a-z0-9]");
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{([^:{}]{1,120}):-?([^{}]*)\\}");

    private final SourceTrees sources;
    private final SourceOwners sourceOwners;
    private final Owners owners;
    private final Map<String, Service> services = new HashMap<>();
    private final ServiceIndex index;
    private final Set<String> names;
    private final Set<String> withSource = new TreeSet<>();
    /// Per folder that nobody runs: the first place that names a service.
    private final Map<String, String> homeless = new TreeMap<>();

    SourceCalls(SourceTrees sources, SourceOwners sourceOwners, Owners owners, List<Service> services) {
        this.sources = sources;
        this.sourceOwners = sourceOwners;
        this.owners = owners;
        this.index = ServiceIndex.of(services);
        services.forEach(service -> this.services.put(service.id(), service));
        this.names = services.stream()
                .filter(service -> !service.isWorkloadOnly())
                .map(Service::name)
                .collect(Collectors.toSet());
    }

    /// The workloads (ids) whose code was read.
    Set<String> workloads() {
        return withSource;
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
                        set.computeIfAbsent(
                                caller.id(), id -> variables(caller, settings.getOrDefault(id, List.of()))),
                        declared.getOrDefault(owners.of(caller), Set.of()));
                mentions(file, caller, reach, manifest).forEach(resolver::resolve);
            }
            if (callers.isEmpty()) {
                findHomeless(file);
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
        for (var setting : ConfigText.settings(file.settings(), new Source(file.path(), 1, 1), reach)) {
            var fallback = DEFAULT.matcher(setting.value());
            boolean isSet = set.contains(letters(setting.key().text()));
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

    private static String name(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    /// Clients of a gRPC service that exactly one other service implements.
    List<Call> grpcCalls() {
        Map<String, Set<String>> implementers = new HashMap<>();
        for (var file : sources.files()) {
            for (var server : file.grpcServers()) {
                sourceOwners
                        .of(file.path())
                        .forEach(workload -> implementers
                                .computeIfAbsent(server.service(), _ -> new TreeSet<>())
                                .add(owners.of(workload)));
            }
        }
        var calls = new ArrayList<Call>();
        for (var file : sources.files()) {
            for (var client : file.grpcClients()) {
                var servers = implementers.getOrDefault(client.service(), Set.of());
                if (servers.size() == 1) {
                    grpcCall(file, client, servers.iterator().next()).ifPresent(calls::add);
                }
            }
        }
        return calls;
    }

    private Optional<Call> grpcCall(SourceFile file, SourceFile.Grpc client, String server) {
        var callers =
                sourceOwners.of(file.path()).stream().map(owners::of).distinct().toList();
        var to = services.get(server);
        if (callers.size() != 1 || callers.getFirst().equals(server) || to == null || to.isWorkloadOnly()) {
            return Optional.empty();
        }
        return Optional.of(new Call(
                callers.getFirst(),
                to,
                grpcPort(to),
                new Address("grpc", to.name(), 0, Address.Form.CLEAR),
                Edge.Confidence.SOURCE,
                new Evidence(file.path(), client.line(), Setting.SOURCE, client.text()),
                SettingKey.of("")));
    }

    /// The only port, or the only one that says that it speaks gRPC.
    private static int grpcPort(Service service) {
        var ports = service.ports().size() == 1
                ? service.ports()
                : service.ports().stream()
                        .filter(port -> port.protocol() == Protocol.GRPC)
                        .toList();
        return ports.size() == 1 ? ports.getFirst().port() : 0;
    }

    private void findHomeless(SourceFile file) {
        for (var literal : file.literals()) {
            var text = SourceText.of(literal);
            text.addresses()
                    .map(address -> name(address.host()))
                    .filter(names::contains)
                    .findFirst()
                    .ifPresent(name -> homeless.putIfAbsent(
                            sourceOwners
                                    .component(file.path())
                                    .map(Component::folder)
                                    .orElse(folder(file.path())),
                            file.path() + ":" + literal.line() + " " + name));
        }
    }

    /// The folder that an image is built from, or the part of the tree that the file is in.
    private String part(String path) {
        var component = sourceOwners.component(path);
        String folder = component.map(Component::folder).orElse("");
        int slash = path.indexOf('/', folder.isEmpty() ? 0 : folder.length() + 1);
        return component.filter(Component::isImage).isPresent() || slash < 0 ? folder : path.substring(0, slash);
    }

    /// Folders whose code belongs to no workload, and files that were not read.
    List<Topology.Warning> warnings() {
        var warnings = new ArrayList<Topology.Warning>();
        homeless.forEach((folder, first) -> {
            int space = first.lastIndexOf(' ');
            String place = first.substring(0, space);
            int colon = place.lastIndexOf(':');
            warnings.add(new Topology.Warning(
                    "unattributed-source",
                    folder + " names " + first.substring(space + 1)
                            + ", but no workload in the input runs an image that is built there; its calls are not in the map",
                    place.substring(0, colon),
                    Integer.parseInt(place.substring(colon + 1))));
        });
        for (var component : sources.components()) {
            if (component.isImage() && !sourceOwners.isKnown(component) && !homeless.containsKey(component.folder())) {
                warnings.add(new Topology.Warning(
                        "unattributed-source",
                        "an image is built from " + component.folder() + ", but no workload in the input runs it",
                        component.folder(),
                        0));
            }
        }
        for (var problem : sources.problems()) {
            warnings.add(new Topology.Warning(
                    "unread-source",
                    problem.message(),
                    problem.where().file(),
                    problem.where().line()));
        }
        return warnings;
    }
}
