package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DanglingWarningsTest {
    private static final String ORDERS =
            "{apiVersion: v1, kind: Service, metadata: {name: orders}, spec: {ports: [{port: 80}]}}\n---\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://ordres:80 | ordres, which no Service defines; did you mean orders?",
                "http://payments:80 | payments, which no Service defines",
                "http://ordres.default.svc | ordres.default.svc, which no Service defines; did you mean orders?",
                "http://payments.bank.svc | payments.bank.svc, which no Service defines; the input holds nothing of namespace bank"
            })
    void theHostIsNamedWithWhatWasMeant(String url, String message) {
        assertThat(messages(ORDERS + caller("{name: A_URL, value: '" + url + "'}")))
                .containsExactly("caller names " + message);
    }

    @Test
    void aServiceOfThatNameElsewhereIsNamedWithItsNamespace() {
        var bank = ORDERS.replace("name: orders", "name: other, namespace: bank");

        assertThat(messages(ORDERS + bank + caller("{name: A_URL, value: 'http://orders.bank.svc:80'}")))
                .containsExactly(
                        "caller names orders.bank.svc, which no Service defines; did you mean orders.default?");
    }

    @Test
    void aHostIsNamedOncePerPlace() {
        assertThat(messages(ORDERS + caller("{name: A_URL, value: 'http://gone:80,http://gone:81'}")))
                .hasSize(1);
        assertThat(messages(
                        ORDERS + caller("{name: A_URL, value: 'http://gone'},\n {name: B_URL, value: 'http://gone'}")))
                .hasSize(2);
    }

    @Test
    void aWorkloadWithoutAServiceIsNotWhatWasMeant() {
        assertThat(messages(Settings.caller("image: x").replace("caller", "order")
                        + caller("{name: A_URL, value: 'http://ordr:80'}")))
                .containsExactly("caller names ordr, which no Service defines");
    }

    @Test
    void publicAndLocalHostsAndPlainWordsDangleNot() {
        assertThat(messages(ORDERS + caller("""
                        {name: A_URL, value: 'https://api.example.org'}, {name: B_URL, value: 'http://localhost:80'},
                         {name: LOG_LEVEL, value: debug}, {name: C_URL, value: 's3://bucket/x'}, {name: D_HOST, value: x}\
                        """))).isEmpty();
    }

    private static String caller(String variables) {
        return Settings.caller("env: [" + variables + "]");
    }

    private static List<String> messages(String yaml) {
        return TopologyMapper.map(ManifestReader.parse("test.yaml", yaml)).warnings().stream()
                .filter(warning -> warning.kind().equals("dangling-host"))
                .map(Topology.Warning::message)
                .toList();
    }
}
