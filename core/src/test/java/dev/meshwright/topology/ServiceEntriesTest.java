package dev.meshwright.topology;

import static dev.meshwright.topology.Mapped.deployment;
import static dev.meshwright.topology.Mapped.map;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceEntriesTest {
    private static String entry(String spec) {
        return "---\n{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e}, spec: {" + spec
                + "}}\n";
    }

    private static final String CALLER =
            Mapped.SERVICES + deployment("caller", "env: [{name: DB_URL, value: 'postgres://legacy-db.example:5432'}]");

    @Test
    void aHostThatAServiceEntryKnowsIsOutsideAndNotDangling() {
        assertThat(map(CALLER).warnings()).extracting(Topology.Warning::kind).contains("dangling-host");
        for (var hosts : new String[] {"hosts: [Legacy-DB.example]", "hosts: ['*.example']"}) {
            var topology = map(CALLER + entry(hosts));
            assertThat(topology.warnings()).extracting(Topology.Warning::kind).doesNotContain("dangling-host");
            assertThat(topology.external()).singleElement().satisfies(call -> {
                assertThat(call.host()).isEqualTo("legacy-db.example");
                assertThat(call.port()).isEqualTo(5432);
            });
        }
    }

    @Test
    void anEntryThatTheCallerDoesNotSeeDoesNotCount() {
        assertThat(map(CALLER + entry("hosts: [legacy-db.example], exportTo: [other]"))
                        .external())
                .isEmpty();
        assertThat(map(CALLER + entry("hosts: [legacy-db.example], exportTo: ['.']"))
                        .external())
                .hasSize(1);
    }

    @Test
    void aServiceOfTheClusterStaysACall() {
        var topology = map(Mapped.SERVICES
                + deployment("caller", "env: [{name: U, value: 'http://orders:8080'}]")
                + entry("hosts: [orders]"));
        assertThat(topology.external()).isEmpty();
        assertThat(topology.edges()).hasSize(1);
    }
}
