package dev.holdfast;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.holdfast.testkit.lint.Determinism;

/** Which way the modules' arrows point, and what only the ports to the host may touch (design.md §2, §12). */
@AnalyzeClasses(packages = "dev.holdfast", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String PORTS = "dev.holdfast.host..";
    private static final String FAULTS = "dev.holdfast.faults..";
    private static final String SIMULATED_WORLD = "dev.holdfast.testkit.world..";
    private static final String[] CONFIG = {"dev.holdfast.config..", FAULTS, PORTS};
    private static final String[] UP_TO_PERSISTENCE = {
        "dev.holdfast.config..", FAULTS, PORTS, "dev.holdfast.persistence.."
    };
    private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("dev.holdfast..");

    // Rules of which one would match nothing fail by themselves: archRule.failOnEmptyShould is on by default.

    @ArchTest
    static final ArchRule config_and_ports_depend_on_nothing_of_ours = classes()
            .that()
            .resideInAnyPackage(CONFIG)
            .should()
            .onlyDependOnClassesThat(not(OURS).or(resideInAnyPackage(CONFIG)))
            .because("everything stands on the configuration and the ports");

    @ArchTest
    static final ArchRule persistence_depends_on_config_alone = classes()
            .that()
            .resideInAPackage("dev.holdfast.persistence..")
            .should()
            .onlyDependOnClassesThat(not(OURS).or(resideInAnyPackage(UP_TO_PERSISTENCE)))
            .because("the log must be readable, and provable, without the runtime");

    @ArchTest
    static final ArchRule nothing_depends_on_the_examples = noClasses()
            .that(OURS.and(not(resideInAPackage("dev.holdfast.examples.."))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.holdfast.examples..")
            .because("examples show the modules and are never shipped with them");

    @ArchTest
    static final ArchRule nothing_depends_on_the_console = noClasses()
            .that(OURS.and(not(resideInAnyPackage("dev.holdfast.console..", "dev.holdfast.examples.."))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.holdfast.console..")
            .because("a service runs without its tools");

    @ArchTest
    static final ArchRule the_console_depends_on_the_modules_below_it = classes()
            .that()
            .resideInAPackage("dev.holdfast.console..")
            .should()
            .onlyDependOnClassesThat(
                    not(OURS).or(not(resideInAnyPackage("dev.holdfast.examples..", "dev.holdfast.benchmarks.."))))
            .because("it is an adapter over the runtime and what that stands on");

    @ArchTest
    static final ArchRule nothing_depends_on_the_testkit = noClasses()
            .that(OURS.and(not(resideInAPackage("dev.holdfast.testkit.."))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.holdfast.testkit..")
            .because("it is for tests, and what is simulated does not know that it is");

    @ArchTest
    static final ArchRule the_testkit_depends_on_the_runtime_and_below = noClasses()
            .that()
            .resideInAPackage("dev.holdfast.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.holdfast.console..", "dev.holdfast.examples..", "dev.holdfast.benchmarks..")
            .because("it simulates the runtime, not its tools");

    @ArchTest
    static final ArchRule what_a_user_writes_needs_no_actor_system = noClasses()
            .that()
            .resideInAPackage("dev.holdfast.component..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pekko..", "dev.holdfast.kernel..", "dev.holdfast.runtime..")
            .because("components are values that can be tested without anything else");

    @ArchTest
    static final ArchRule what_to_do_about_a_fault_is_decided_without_actors = noClasses()
            .that()
            .resideInAPackage("dev.holdfast.recovery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pekko..", "dev.holdfast.kernel..", "dev.holdfast.runtime..")
            .because("recovery is a function of values with table-driven tests; the front carries it out");

    @ArchTest
    static final ArchRule packages_have_no_cycles = slices().matching("dev.holdfast.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package that needs its own user has no responsibility of its own");

    @ArchTest
    static void time_threads_and_randomness_come_through_the_ports(JavaClasses classes) {
        Determinism.check(classes.that(outsideThePorts()));
    }

    private static DescribedPredicate<JavaClass> outsideThePorts() {
        return OURS.and(not(resideInAnyPackage(PORTS, SIMULATED_WORLD)))
                .as("outside of the ports in dev.holdfast.host, and of the world that simulates what is behind them");
    }
}
