package dev.meshwright.intent;

import static dev.meshwright.generate.TestMesh.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.generate.TestMesh;
import dev.meshwright.manifest.Problem;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IntentFileTest {
    private static final String FULL = """
            trustDomain: example.org
            istioVersion: "1.30"
            ingressGateways: [edge/gateway]
            tracingProvider: zipkin
            notProduction: [staging]
            services:
              shop/cart:
                class: fan-out
                timeout: 4s
                retries: 1
                idempotent: true
                streaming: false
                criticality: core
                publicPorts:
                  - {port: 8443, paths: [/hook], reason: no certificate}
                callers: [shop/web]
            acknowledged:
              - {code: MW1301, resource: shop/cart, until: 2027-01-31, reason: the way back is a queue}
              - {code: IST0118, reason: all of it is HTTP}
            """;

    @Test
    void everyKeyArrives() {
        var read = IntentFile.read("meshwright.yaml", FULL);
        assertThat(read.problems()).isEmpty();
        assertThat(read.intent().trustDomain()).isEqualTo("example.org");
        assertThat(read.intent().istioVersion()).isEqualTo("1.30");
        assertThat(read.intent().ingressGateways()).containsExactly("edge/gateway");
        assertThat(read.intent().tracingProvider()).isEqualTo("zipkin");
        assertThat(read.intent().notProduction()).containsExactly("staging");
        assertThat(read.intent().acknowledged())
                .containsExactly(
                        new Acknowledgement(
                                "MW1301", "shop/cart", "the way back is a queue", LocalDate.of(2027, 1, 31)),
                        new Acknowledgement("IST0118", null, "all of it is HTTP", null));
        assertThat(read.intent().service("shop/cart"))
                .isEqualTo(new Intent.ServiceIntent(
                        ServiceClass.FAN_OUT,
                        "4s",
                        1,
                        true,
                        false,
                        "core",
                        List.of(new Intent.PublicPort(8443, List.of("/hook"), "no certificate")),
                        List.of("shop/web")));
    }

    @Test
    void anEmptyFileIsAGoodOne() {
        assertThat(IntentFile.read("meshwright.yaml", "").intent()).isEqualTo(Intent.defaults());
        assertThat(IntentFile.read("meshwright.yaml", "# nothing\n").problems()).isEmpty();
    }

    @Test
    void aMistypedKeyIsToldWithItsPlaceAndTheClosestOne() {
        var problem = onlyProblem("services:\n  shop/cart:\n    timout: 3s\n");
        assertThat(problem.where()).hasToString("meshwright.yaml:3:5");
        assertThat(problem.message()).contains("timout");
        assertThat(problem.fix()).contains("timeout");
    }

    @Test
    void aMistypedClassIsToldWithTheClosestOne() {
        assertThat(onlyProblem("services:\n  shop/cart:\n    class: fanout\n").fix())
                .contains("fan-out");
    }

    @Test
    void wrongTypesAreToldAndLeftOut() {
        onlyProblem("services: [a, b]\n");
        onlyProblem("ingressGateways: edge/gateway\n");
        onlyProblem("services:\n  shop/cart: fast\n");
        onlyProblem("services:\n  cart: {}\n");
        onlyProblem("services:\n  shop/cart: {retries: many}\n");
        onlyProblem("services:\n  shop/cart: {idempotent: \"true\"}\n");
        onlyProblem("services:\n  shop/cart: {timeout: soon}\n");
        onlyProblem("services:\n  shop/cart:\n    publicPorts: [{port: 8443}]\n");
        onlyProblem("services:\n  shop/cart:\n    publicPorts: [{port: 99999, reason: x}]\n");
    }

    @Test
    void brokenTextNeverThrows() {
        var random = new Random(7);
        for (int i = 0; i < 300; i++) {
            var text = new StringBuilder(FULL);
            for (int change = 0; change < 4; change++) {
                text.setCharAt(random.nextInt(text.length()), "{}[]:-#\n\t\"x&*!".charAt(random.nextInt(14)));
            }
            assertThat(IntentFile.read("meshwright.yaml", text.toString()).intent())
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{code: MW1301}",
                "{code: MW1301, reason: ' '}",
                "{reason: why}",
                "{code: cycle, reason: why}",
                "{code: MW1301, reason: why, resource: a/b/c}",
                "{code: MW1301, reason: why, resource: }",
                "{code: MW1301, reason: why, until: tomorrow}",
                "{code: MW1301, reason: why, until: 2027-02-30}",
                "{code: MW1301, reason: why, untill: 2027-01-31}",
                "MW1301"
            })
    void anAcknowledgementThatIsWrongInAnyPartDoesNotCount(String item) {
        var read = IntentFile.read("meshwright.yaml", "acknowledged:\n  - " + item + "\n");

        assertThat(read.intent().acknowledged()).isEmpty();
        assertThat(read.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.where().line()).isEqualTo(2));
    }

    @Test
    void unknownServicesAndCallersAreToldWithTheClosestName() {
        var topology = new TestMesh()
                .service("shop/cart", port(80, 8080, Protocol.HTTP))
                .topology();
        var read = IntentFile.read("meshwright.yaml", "services:\n  shop/card:\n    callers: [shop/nobody-at-all]\n");
        assertThat(read.problemsWith(topology)).hasSize(2);
        assertThat(read.problemsWith(topology).getFirst().fix()).contains("shop/cart");
        assertThat(read.problemsWith(topology).getFirst().where()).hasToString("meshwright.yaml:2:3");
    }

    @Test
    void whatInitWritesIsReadBackWithoutProblemsAndChangesNothing() {
        var topology = new TestMesh()
                .service("shop/cart", port(80, 8080, Protocol.HTTP))
                .service("shop/hook", Service.Type.NODE_PORT, port(80, 8080, Protocol.HTTP))
                .topology();
        var read = IntentFile.read("meshwright.yaml", IntentWriter.write(topology, Intent.defaults()));
        assertThat(read.problems()).isEmpty();
        assertThat(read.problemsWith(topology)).isEmpty();
        assertThat(Decider.decide(topology, read.intent())
                        .of("shop/hook")
                        .orElseThrow()
                        .traffic())
                .isEqualTo(Decider.decide(topology, Intent.defaults())
                        .of("shop/hook")
                        .orElseThrow()
                        .traffic());
        assertThat(read.intent().service("shop/hook").publicPorts()).hasSize(1);
    }

    @Test
    void whatTheIntentSaysSurvivesInit() {
        var topology = new TestMesh()
                .service("shop/cart", port(80, 8080, Protocol.HTTP))
                .topology();
        var intent = IntentFile.read("meshwright.yaml", FULL).intent();
        assertThat(IntentFile.read("meshwright.yaml", IntentWriter.write(topology, intent))
                        .intent())
                .isEqualTo(intent);
    }

    @Test
    void schemaAndReaderKnowTheSameKeysAndWords() {
        var schema = JsonMapper.builder().build().readTree(IntentFile.schema());
        var service = schema.at("/$defs/service");
        assertThat(keys(schema)).isEqualTo(IntentReader.KEYS);
        assertThat(keys(service)).isEqualTo(IntentReader.SERVICE_KEYS);
        assertThat(keys(schema.at("/$defs/acknowledgement"))).isEqualTo(IntentReader.ACKNOWLEDGEMENT_KEYS);
        assertThat(keys(schema.at("/$defs/publicPort"))).isEqualTo(IntentReader.PORT_KEYS);
        assertThat(texts(service.at("/properties/class/enum")))
                .isEqualTo(Arrays.stream(ServiceClass.values())
                        .map(ServiceClass::word)
                        .toList());
        assertThat(texts(service.at("/properties/criticality/enum"))).isEqualTo(IntentReader.CRITICALITIES);
        assertThat(service.at("/properties/retries/maximum").asInt()).isEqualTo(IntentReader.MOST_RETRIES);
    }

    private static List<String> keys(JsonNode schema) {
        return List.copyOf(schema.get("properties").propertyNames());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asString()));
        return texts;
    }

    private static Problem onlyProblem(String text) {
        var read = IntentFile.read("meshwright.yaml", text);
        assertThat(read.problems()).as(text).hasSize(1);
        assertThat(read.problems().getFirst().fix()).isNotBlank();
        return read.problems().getFirst();
    }
}
