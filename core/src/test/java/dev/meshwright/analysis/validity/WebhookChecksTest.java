package dev.meshwright.analysis.validity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Single values that istiod's webhook accepts, warns of or refuses.
class WebhookChecksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "match: [{uri: {regex: '^/v[0-9]+$'}}] | ok",
                "match: [{uri: {regex: '(?=a)'}}] | error",
                "match: [{uri: {prefix: ''}}] | ok",
                "match: [{method: {prefix: ''}}] | error",
                "match: [{headers: {x-user: {exact: a}}}] | ok",
                "match: [{headers: {'x user': {exact: a}}}] | error",
                "match: [{headers: {':path': {exact: a}}}] | ok",
                "match: [{headers: {'@request.auth.claims.sub': {exact: a}}}] | error",
                "match: [{withoutHeaders: {x: {regex: '*'}}}] | ok",
                "match: [{headers: {x: {regex: '*'}}}] | error",
                "match: [{sourceNamespace: Shop_1}] | error",
                "match: [{gateways: [shop/edge]}] | ok",
                "match: [{gateways: [shop/]}] | error",
                "headers: {request: {set: {x: '%DOWNSTREAM_REMOTE_ADDRESS% 100%%'}}} | ok",
                "headers: {request: {set: {x: '%REQ(:path)%'}}} | ok",
                "headers: {request: {set: {x: '%START_TIME(%s.%3f)%'}}} | ok",
                "headers: {request: {set: {x: '%PER([\"a\", \"b\"])%'}}} | ok",
                "headers: {request: {set: {x: '100%'}}} | error",
                "headers: {request: {set: {x: '%REQ(x'}}} | error",
                "headers: {request: {set: {x: '%REQ(x)y%'}}} | error",
                "headers: {request: {set: {host: a}}} | ok",
                "headers: {response: {set: {host: a}}} | error",
                "headers: {request: {remove: [':authority']}} | error",
                "headers: {request: {set: {':path': a}}} | error",
                "headers: {request: {set: {host: a}, add: {':authority': b}}} | error",
                "corsPolicy: {allowOrigins: [{exact: 'https://a'}], allowMethods: [GET, '*'], maxAge: 24h} | ok",
                "corsPolicy: {allowOrigins: [{regex: '('}]} | error",
                "corsPolicy: {allowMethods: [get]} | error",
                "corsPolicy: {allowHeaders: ['*']} | ok",
                "corsPolicy: {exposeHeaders: ['x y']} | error",
                "corsPolicy: {maxAge: 1500ms} | error",
                "mirrors: [{destination: {host: a.b}, percentage: {value: 100}}] | ok",
                "mirrors: [{destination: {host: a.b}, percentage: {value: 100.5}}] | error",
                "mirror: {host: a.b}, mirrors: [{destination: {host: a.b}}] | error",
                "mirror: {host: a.b}, mirrorPercentage: {value: 101} | error",
                "mirror: {host: a.b}, mirrorPercent: 5 | warning",
                "fault: {abort: {httpStatus: 503, percentage: {value: 0.0001}}} | ok",
                "fault: {abort: {httpStatus: 503, percentage: {value: 0.00001}}} | error",
                "fault: {abort: {grpcStatus: NOT_FOUND}} | ok",
                "fault: {abort: {grpcStatus: GONE}} | error",
                "fault: {abort: {percentage: {value: 1}}} | warning",
                "fault: {delay: {exponentialDelay: 1s}} | error",
                "rewrite: {uriRegexRewrite: {match: '^/a', rewrite: /b}} | ok",
                "rewrite: {uriRegexRewrite: {match: '^/a'}} | error",
                "rewrite: {authority: a}, headers: {request: {set: {host: a}}} | error"
            })
    void ofAnHttpRoute(String route, String verdict) {
        assertThat(verdict("VirtualService", "v1", """
                hosts: [a.b]
                http: [{route: [{destination: {host: a.b}}], %s}]
                """.formatted(route))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http: [{redirect: {redirectCode: 301}}] | error",
                "http: [{redirect: {derivePort: FROM_PROTOCOL_DEFAULT}}] | ok",
                "http: [{redirect: {uri: /b, port: 70000}}] | error",
                "http: [{directResponse: {status: 199}}] | error",
                "tcp: [{match: [{destinationSubnets: [10.0.0.0/8], port: 1}], route: [{destination: {host: a.b}}]}] | ok",
                "tcp: [{match: [{destinationSubnets: [10.0.0.0/99]}], route: [{destination: {host: a.b}}]}] | error",
                "tls: [{match: [{sniHosts: [192.0.2.1]}], route: [{destination: {host: a.b}}]}] | warning"
            })
    void ofOtherRoutes(String routes, String verdict) {
        assertThat(verdict("VirtualService", "v1", "hosts: [a.b]\n" + routes)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "distribute: [{from: us/*, to: {us/a: 50, eu: 50}}] | ok",
                "distribute: [{from: us/*, to: {us/a: 50, us/*: 50}}] | error",
                "distribute: [{from: us, to: {eu: 100}}, {from: us/a, to: {eu: 100}}] | error",
                "distribute: [{from: us/a, to: {eu: 100}}, {from: us/b, to: {eu: 100}}] | ok",
                "distribute: [{from: '*/a', to: {eu: 100}}] | error",
                "distribute: [{from: us//a, to: {eu: 100}}] | error",
                "distribute: [{from: us, to: {eu: 100, ap: 0}}] | error",
                "failover: [{from: us, to: eu}] | warning",
                "failoverPriority: [version] | warning",
                "failover: [{from: us, to: eu}], failoverPriority: [topology.kubernetes.io/region] | error"
            })
    void ofLocalities(String setting, String verdict) {
        assertThat(verdict(
                        "DestinationRule",
                        "v1",
                        "host: a.b\ntrafficPolicy: {loadBalancer: {localityLbSetting: {" + setting + "}}}"))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tls: {mode: SIMPLE, credentialName: a, cipherSuites: [AES256-SHA, ALL, '!AES128-SHA']} | ok",
                "tls: {mode: SIMPLE, credentialName: a, cipherSuites: [NULL-MD5]} | warning",
                "tls: {mode: SIMPLE, credentialName: a, cipherSuites: [AES256-SHA, AES256-SHA]} | warning",
                "tls: {mode: SIMPLE, credentialName: a, minProtocolVersion: TLSV1_1} | warning",
                "tls: {mode: PASSTHROUGH, credentialName: a} | warning",
                "tls: {mode: SIMPLE, credentialName: a, serverCertificate: a, privateKey: a} | error",
                "tls: {mode: SIMPLE, serverCertificate: a, privateKey: a, caCrl: a} | error",
                "tls: {mode: SIMPLE, credentialName: a}, bind: 10.0.0.1 | ok",
                "tls: {mode: SIMPLE, credentialName: a}, bind: edge | error"
            })
    void ofAGatewaysServer(String server, String verdict) {
        assertThat(verdict(
                        "Gateway",
                        "v1",
                        "servers: [{hosts: [a.b], port: {number: 443, name: a, protocol: HTTPS}, " + server + "}]"))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{applyTo: CLUSTER, match: {cluster: {name: a}}, patch: {operation: REMOVE}} | warning",
                "{applyTo: CLUSTER, match: {listener: {}}, patch: {operation: REMOVE}} | error",
                "{applyTo: HTTP_FILTER, match: {proxy: {proxyVersion: '^1[.]30'}}, patch: {operation: REMOVE}} | warning",
                "{applyTo: HTTP_FILTER, match: {proxy: {proxyVersion: '('}}, patch: {operation: REMOVE}} | error",
                "{applyTo: NETWORK_FILTER, match: {listener: {filterChain: {filter: {}}}}, patch: {operation: REMOVE}} | error",
                "{applyTo: NETWORK_FILTER, match: {listener: {filterChain: {filter: {name: a, subFilter: {name: b}}}}},"
                        + " patch: {operation: REMOVE}} | error",
                "{applyTo: HTTP_FILTER, match: {listener: {filterChain: {filter: {name: a, subFilter: {name: b}}}}},"
                        + " patch: {operation: REMOVE}} | error"
            })
    void ofAnEnvoyFiltersPatch(String patch, String verdict) {
        assertThat(verdict("EnvoyFilter", "v1alpha3", "configPatches: [" + patch + "]"))
                .isEqualTo(verdict);
    }

    /// `error`, `warning` or `ok`, whichever is worst.
    private static String verdict(String kind, String version, String spec) {
        var text = "apiVersion: networking.istio.io/" + version + "\nkind: " + kind + "\nmetadata: {name: a}\nspec:\n"
                + spec.indent(2);
        var mesh = Mesh.of(ManifestReader.parse("a.yaml", text), Intent.defaults(), Intent.NEWEST_ISTIO);
        var findings = Stream.of(new SchemaValidationError(), new SchemaWarning())
                .flatMap(rule -> rule.check(mesh))
                .map(Finding::severity)
                .toList();
        return findings.contains(Severity.ERROR) ? "error" : findings.isEmpty() ? "ok" : "warning";
    }
}
