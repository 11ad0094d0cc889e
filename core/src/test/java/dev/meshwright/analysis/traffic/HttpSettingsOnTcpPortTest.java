package dev.meshwright.analysis.traffic;

import static dev.meshwright.analysis.traffic.MeshObjects.core;
import static dev.meshwright.analysis.traffic.MeshObjects.serviceEntry;
import static dev.meshwright.analysis.traffic.MeshObjects.virtualService;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsOnTcpPortTest {
    private static final String ROUTE = "{hosts: [reviews], http: [{route: [{destination: {host: reviews}}]}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: tcp",
                "name: tcp-web",
                "name: TCP-web",
                "name: mysql",
                "name: http, appProtocol: tcp",
                "name: tls-web",
                "name: redis-a"
            })
    void aPortThatSaysItIsNotHttpIsNot(String port) {
        assertThat(check(reviews("{port: 80, " + port + "}"), virtualService("shop/r", ROUTE)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: http",
                "name: grpc-web",
                "name: web",
                "name: tcp, appProtocol: http",
                "name: tcp, appProtocol: kubernetes.io/h2c",
                "name: tcpdump",
                "name: [tcp]",
                "protocol: TCP"
            })
    void aPortThatIsHttpOrMayBeIsFine(String port) {
        assertThat(check(reviews("{port: 80, " + port + "}"), virtualService("shop/r", ROUTE)))
                .isEmpty();
    }

    @Test
    void aServiceEntrySaysItByItsProtocol() {
        var entry = "{hosts: [reviews.org], ports: [{number: 80, name: %s, protocol: %s}]}";
        var route = virtualService("shop/r", ROUTE.replace("reviews", "reviews.org"));

        assertThat(check(serviceEntry("shop/e", entry.formatted("tcp-web", "HTTP")), route))
                .isEmpty();
        assertThat(check(serviceEntry("shop/e", entry.formatted("web", "TCP")), route))
                .extracting(Finding::message)
                .containsExactly("port 80 of reviews.org is declared tcp: http routes do nothing there");
    }

    @Test
    void aGatewayReadsHttpWhateverThePortBehindItIs() {
        var atGateway = ROUTE.replace("hosts:", "gateways: [web], hosts:");
        var atBoth = ROUTE.replace("hosts:", "gateways: [web, mesh], hosts:");

        assertThat(check(reviews("{port: 80, name: tcp}"), virtualService("shop/r", atGateway)))
                .isEmpty();
        assertThat(check(reviews("{port: 80, name: tcp}"), virtualService("shop/r", atBoth)))
                .hasSize(1);
    }

    @Test
    void whatCallersCallDecidesNotWhereTheRouteLeads() {
        var elsewhere = "{hosts: [ratings], http: [{route: [{destination: {host: reviews, port: {number: 90}}}]}]}";
        var otherPort = "{hosts: [reviews], http: [{route: [{destination: {host: reviews, port: {number: 90}}}]}]}";
        var ports = reviews("{port: 80, name: http}, {port: 90, name: tcp}");

        assertThat(check(ports, virtualService("shop/r", elsewhere))).isEmpty();
        assertThat(check(ports, virtualService("shop/r", otherPort))).isEmpty();
    }

    @Test
    void tcpRoutesAreMeantForSuchPorts() {
        var tcp = "{hosts: [reviews], tcp: [{route: [{destination: {host: reviews}}]}]}";

        assertThat(check(reviews("{port: 80, name: tcp}"), virtualService("shop/r", tcp)))
                .isEmpty();
    }

    @Test
    void aHostThatDoesNotExistIsTheOtherRulesFault() {
        assertThat(check(virtualService("shop/r", ROUTE))).isEmpty();
    }

    private static String reviews(String ports) {
        return core("Service", "shop/reviews", "{ports: [" + ports + "]}");
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new HttpSettingsOnTcpPort(), objects);
    }
}
