package dev.meshwright.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.meshwright.analysis.Rule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the code to the directions of the design: who may use whom.
class ArchitectureTest {
    private static final String BASE = "dev.meshwright";

    /// The rooms of core in the order data flows; a room uses only rooms to its left.
    private static final List<String> FLOW = List.of(
            "manifest",
            "schema",
            "topology",
            "intent",
            "generate",
            "access",
            "analysis",
            "rollout",
            "workload",
            "posture");

    private static final List<String> OTHER_MODULES = List.of("trust", "kube", "agent", "server", "cli");

    /// These only take texts apart.
    private static final DescribedPredicate<JavaClass> NAMES_ONLY = describe(
            "names only",
            used -> Set.of("URI", "URISyntaxException", "URLDecoder", "URLEncoder")
                    .contains(used.getSimpleName()));

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void everyPackageIsKnownToTheseRules() {
        var known = Stream.concat(FLOW.stream(), OTHER_MODULES.stream()).toList();
        var found = HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(BASE))
                .map(name -> name.substring(BASE.length() + 1))
                .map(name -> name.contains(".") ? name.substring(0, name.indexOf('.')) : name)
                .collect(toCollection(TreeSet::new));

        assertThat(known).containsAll(found);
        assertThat(found).contains("manifest", "topology", "generate", "access", "analysis", "rollout", "kube", "cli");
    }

    @ParameterizedTest
    @MethodSource
    void roomUsesOnlyRoomsBeforeIt(String room, List<String> others) {
        noClasses()
                .that(resideInAPackage(below(room)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        others.stream().map(ArchitectureTest::below).toArray(String[]::new)))
                .allowEmptyShould(true) // rooms that are not furnished yet
                .check(HOUSE);
    }

    static Stream<Arguments> roomUsesOnlyRoomsBeforeIt() {
        return FLOW.stream().map(room -> {
            var others = Stream.concat(
                            FLOW.subList(FLOW.indexOf(room) + 1, FLOW.size()).stream(), OTHER_MODULES.stream())
                    .toList();
            return Arguments.of(room, others);
        });
    }

    @ParameterizedTest
    @MethodSource
    void moduleUsesOnlyWhatItMay(String module, List<String> forbidden) {
        noClasses()
                .that(resideInAPackage(below(module)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        forbidden.stream().map(ArchitectureTest::below).toArray(String[]::new)))
                .allowEmptyShould(true) // modules that are not furnished yet
                .check(HOUSE);
    }

    static Stream<Arguments> moduleUsesOnlyWhatItMay() {
        return Stream.of(
                Arguments.of("trust", and(FLOW, "kube", "agent", "server", "cli")),
                Arguments.of("agent", and(FLOW, "kube", "server", "cli")),
                Arguments.of("kube", List.of("trust", "agent", "server", "cli")),
                Arguments.of("server", List.of("kube", "agent", "cli")));
    }

    @Test
    void generateAndAnalysisDoNotKnowEachOther() {
        noClasses()
                .that(resideInAPackage(below("analysis")))
                .should()
                .dependOnClassesThat(resideInAPackage(below("generate")))
                .check(HOUSE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = HOUSE.stream()
                .map(JavaClass::getPackage)
                .filter(found -> !found.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(toCollection(TreeSet::new));

        assertThat(unmarked).isEmpty();
    }

    @Test
    void rulesAreFinalAndTheirPackagesOwnBusiness() {
        classes()
                .that()
                .implement(Rule.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .bePackagePrivate()
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        noClasses()
                .that(not(resideInAPackage(below("cli"))))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(HOUSE);
    }

    /// Everything in core returns a value from its arguments; time comes in as an `InstantSource`.
    @Test
    void coreHasNoNetworkAndNoClock() {
        var core = Stream.concat(Stream.of(BASE), FLOW.stream().map(ArchitectureTest::below));
        noClasses()
                .that(resideInAnyPackage(core.toArray(String[]::new)))
                .should()
                .dependOnClassesThat(resideInAPackage("java.net..").and(not(NAMES_ONLY)))
                .orShould()
                .dependOnClassesThat(equivalentTo(Clock.class))
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(HOUSE);
    }

    @Test
    void trustUsesTheJdkOnly() {
        noClasses()
                .that(resideInAPackage(below("trust")))
                .should()
                .dependOnClassesThat(
                        not(resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", below("trust"))))
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    private static String below(String room) {
        return BASE + "." + room + "..";
    }

    private static List<String> and(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }
}
