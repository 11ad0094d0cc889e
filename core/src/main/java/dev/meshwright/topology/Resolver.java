package dev.meshwright.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides what each mention means: a call of a Service, a call that leaves the cluster, or a host that nobody is.
final class Resolver {
    private static final int ALIAS_DEPTH = 4;

    private final ServiceIndex index;
    private final Placement placement;
    private final Owners owners;
    private final SharedSettings shared;
    private final Set<String> namespaces;
    private final Set<String> entryHosts;
    private final ServiceEntries serviceEntries;
    private final Map<String, String> externalNames;

    private final List<Call> calls = new ArrayList<>();
    private final List<ExternalCall> external = new ArrayList<>();
    private final List<Dangling> dangling = new ArrayList<>();

    /// A host in the position of an address that no Service defines.
    ///
    /// @param isNamespaceKnown whether the input holds anything of the namespace that the host is in
    record Dangling(String from, String host, boolean isNamespaceKnown, Evidence evidence) {}

    /// @param namespaces those that the input holds Services or workloads of
    /// @param entryHosts the hosts under which the mesh itself is reached from outside
    /// @param serviceEntries the hosts outside that the mesh already knows
    /// @param externalNames what Services of type ExternalName stand for, by id
    Resolver(
            ServiceIndex index,
            Placement placement,
            Owners owners,
            Set<String> namespaces,
            Set<String> entryHosts,
            ServiceEntries serviceEntries,
            Map<String, String> externalNames) {
        this.index = index;
        this.placement = placement;
        this.owners = owners;
        this.shared = new SharedSettings(owners);
        this.namespaces = Set.copyOf(namespaces);
        this.entryHosts = Set.copyOf(entryHosts);
        this.serviceEntries = serviceEntries;
        this.externalNames = new HashMap<>(externalNames);
    }

    List<Call> calls() {
        return calls;
    }

    List<ExternalCall> external() {
        return external;
    }

    List<Dangling> dangling() {
        return dangling;
    }

    void resolve(Mention mention) {
        String host = ServiceIndex.normal(mention.address().host());
        if (HostNames.isLocal(host)
                || HostNames.isKubernetes(host)
                || !HostNames.isNetwork(mention.address().scheme())) {
            return;
        }
        resolve(mention, host, mention.from().namespace(), ALIAS_DEPTH);
    }

    private void resolve(Mention mention, String host, String namespace, int depth) {
        var found = index.resolve(host, namespace);
        var service = found.or(() -> placement.resolve(host));
        if (service.isEmpty()) {
            resolveStranger(mention, host);
        } else if (isMeant(mention, host)) {
            var alias = Optional.ofNullable(externalNames.get(service.get().id()));
            if (alias.isPresent() && depth > 0) {
                resolve(mention, ServiceIndex.normal(alias.get()), service.get().namespace(), depth - 1);
            } else if (!owners.isOwn(mention.from(), service.get())) {
                call(mention, service.get(), found.isPresent() ? certain(mention) : Edge.Confidence.INFERRED);
            }
        }
    }

    private static Edge.Confidence certain(Mention mention) {
        return mention.setting().isSource() ? Edge.Confidence.SOURCE : Edge.Confidence.DECLARED;
    }

    /// A plain word may be a database or a topic that has a Service's name: then the key must ask for an address.
    private static boolean isMeant(Mention mention, String host) {
        return mention.address().form() != Address.Form.BARE || mention.isExpected() || HostNames.isCluster(host);
    }

    private void call(Mention mention, Service to, Edge.Confidence own) {
        var confidence = mention.setting().isShared() ? shared.confidence(mention, to) : Optional.of(own);
        calls.add(new Call(
                owners.of(mention.from()),
                to,
                Ports.called(to, mention.address()),
                mention.address(),
                confidence.orElse(null),
                mention.setting().evidence(),
                mention.setting().key()));
    }

    private void resolveStranger(Mention mention, String host) {
        var address = mention.address();
        boolean isKeyed = !mention.setting().key().text().isEmpty()
                || mention.setting().how().equals("args");
        boolean isAddress = switch (address.form()) {
            case CLEAR -> isKeyed;
            case HOST_PORT -> mention.isExpected();
            case BARE -> mention.isExpected() && (address.port() != 0 || host.indexOf('.') > 0);
            case WITHIN_TEXT -> false;
        };
        boolean isKnown = serviceEntries.knows(host, mention.from().namespace());
        if (isKnown && isMeant(mention, host)) {
            addExternal(mention, host);
        } else if (HostNames.isCluster(host)) {
            addDangling(mention, host);
        } else if (mention.setting().isSource()) {
            // Code is full of addresses that nobody calls: only what a setting is for counts.
            if (isAddress && mention.isExpected() && HostNames.looksPublic(host)) {
                addExternal(mention, host);
            }
        } else if (isAddress && !mention.setting().how().equals("annotation")) {
            boolean inNamespace =
                    namespaces.contains(HostNames.namespace(host)) && host.indexOf('.') == host.lastIndexOf('.');
            if (HostNames.looksPublic(host) && !inNamespace) {
                addExternal(mention, host);
            } else if (address.form() != Address.Form.BARE || address.port() != 0) {
                addDangling(mention, host);
            }
        }
    }

    private void addExternal(Mention mention, String host) {
        if (!entryHosts.contains(host) && !mention.setting().isShared()) {
            external.add(new ExternalCall(
                    owners.of(mention.from()),
                    host,
                    mention.address().portOrDefault(),
                    mention.address().protocol().orElse(Protocol.TCP),
                    List.of(mention.setting().evidence())));
        }
    }

    private void addDangling(Mention mention, String host) {
        String namespace = HostNames.namespace(host);
        dangling.add(new Dangling(
                owners.of(mention.from()),
                host,
                namespace.isEmpty() || namespaces.contains(namespace),
                mention.setting().evidence()));
    }
}
