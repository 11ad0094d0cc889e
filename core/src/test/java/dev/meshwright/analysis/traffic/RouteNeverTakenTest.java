package dev.meshwright.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteNeverTakenTest {
    private static List<Finding> check(String first, String second) {
        return Findings.of(
                new RouteNeverTaken(),
                MeshObjects.virtualService(
                        "shop/reviews",
                        "{hosts: [reviews], http: [{match: [%s], route: []}, {match: [%s], route: []}]}"
                                .formatted(first, second)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Paths as languages, not as texts.
                "{uri: {prefix: /a}} | {uri: {exact: /a/b}}",
                "{uri: {prefix: /}} | {uri: {regex: '/a/[0-9]+'}}",
                "{uri: {prefix: /a}} | {uri: {regex: '^/a/.*$'}}",
                "{uri: {regex: /a.*}} | {uri: {exact: /a/b}}",
                "{uri: {regex: .*}} | {uri: {prefix: /a}}",
                "{uri: {regex: .*}} | {method: {exact: GET}}",
                "{uri: {regex: '/a\\.b'}} | {uri: {exact: /a.b}, method: {exact: GET}}",
                "{uri: {prefix: /A}, ignoreUriCase: true} | {uri: {exact: /a/b}}",
                "{uri: {prefix: /A}, ignoreUriCase: true} | {uri: {prefix: /aB}, ignoreUriCase: true}",
                // Everything that the first asks follows from what the second asks.
                "{method: {prefix: P}} | {method: {exact: POST}}",
                "{headers: {x: {}}} | {headers: {x: {exact: a}, y: {exact: b}}}",
                "{queryParams: {q: {prefix: a}}} | {queryParams: {q: {exact: ab}}}",
                "{withoutHeaders: {x: {exact: a}}} | {withoutHeaders: {x: {}}}",
                "{sourceLabels: {app: web}} | {sourceLabels: {app: web, version: v1}}",
                "{gateways: [mesh, public]} | {gateways: [mesh], uri: {exact: /a}}",
                "{port: 80} | {port: 80, uri: {exact: /a}}",
            })
    void aRuleWhoseRequestsAreAllTakenIsFound(String first, String second) {
        assertThat(check(first, second)).extracting(Finding::severity).containsExactly(Severity.WARNING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{uri: {exact: /a}} | {uri: {prefix: /a}}",
                "{uri: {prefix: /a/}} | {uri: {exact: /a}}",
                "{uri: {prefix: /a}} | {uri: {regex: '/a?b'}}",
                "{uri: {prefix: /a}} | {uri: {regex: '/a|/b'}}",
                "{uri: {regex: '/a[0-9]'}} | {uri: {exact: /a1}}",
                "{uri: {regex: /a.b}} | {uri: {exact: /a.b}}",
                "{uri: {prefix: /a}} | {uri: {prefix: /a/B}, ignoreUriCase: true}",
                "{uri: {prefix: /a}} | {method: {exact: GET}}",
                "{uri: {prefix: /a}, method: {exact: GET}} | {uri: {exact: /a}}",
                "{headers: {x: {exact: a}}} | {headers: {x: {}}}",
                "{headers: {x: {}}} | {headers: {y: {}}}",
                "{headers: {x: {}}} | {uri: {exact: /a}}",
                "{withoutHeaders: {x: {}}} | {withoutHeaders: {x: {exact: a}}}",
                "{withoutHeaders: {x: {}}} | {uri: {exact: /a}}",
                "{sourceLabels: {app: web, version: v1}} | {sourceLabels: {app: web}}",
                "{gateways: [public]} | {uri: {exact: /a}}",
                "{port: 80} | {uri: {exact: /a}}",
                "{sourceNamespace: a} | {sourceNamespace: b}",
            })
    void aRuleThatIsLeftSomethingIsFine(String first, String second) {
        assertThat(check(first, second)).isEmpty();
    }

    @Test
    void oneOfSeveralMatchesIsForInformation() {
        assertThat(check("{uri: {prefix: /a}}", "{uri: {exact: /a/b}}, {uri: {exact: /b}}"))
                .extracting(Finding::severity, Finding::path)
                .containsExactly(tuple(Severity.INFO, "spec.http[1].match[0]"));
    }

    @Test
    void whatIstioFindsItselfIsLeftToItsCodes() {
        assertThat(check("{uri: {prefix: /a}}", "{uri: {prefix: /a/b}}")).isEmpty();
        assertThat(check("{uri: {exact: /a}}", "{uri: {exact: /a}}")).isEmpty();
    }
}
