package dev.holdfast.testkit.lint;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Looks through compiled code for what a seed does not determine: clocks, sleeps, threads, randomness, and static fields that
 * change. A simulation notices these only where a run comes by them; this finds them wherever they are called directly.
 *
 * <p>For components the {@code context} of a command has time, randomness and ids. What code calls in libraries is not
 * looked into.
 */
public final class Determinism {

    private static final List<ArchRule> RULES = List.of(
            noClasses()
                    .should()
                    .callMethodWhere(calls(System.class, "nanoTime|currentTimeMillis"))
                    .orShould()
                    .callMethodWhere(calls(Clock.class, "system.*|tick.*"))
                    .orShould()
                    .callMethodWhere(now())
                    .orShould()
                    .callConstructorWhere(makesWithoutArguments(Date.class))
                    .as("no classes should read a clock directly")
                    .because("a simulation supplies virtual time"),
            noClasses()
                    .should()
                    .callMethodWhere(calls(Thread.class, "sleep"))
                    .as("no classes should sleep")
                    .because("waiting is on a condition with a deadline, and simulated time does not pass for a sleep"),
            noClasses()
                    .should()
                    .callConstructorWhere(calls(Thread.class, "<init>"))
                    .orShould()
                    .callConstructorWhere(calls(ThreadPoolExecutor.class, "<init>"))
                    .orShould()
                    .callConstructorWhere(calls(ForkJoinPool.class, "<init>"))
                    .orShould()
                    .callMethodWhere(calls(Executors.class, "new.*"))
                    .as("no classes should make threads")
                    .because("a simulation schedules every thread itself"),
            noClasses()
                    .should()
                    .callMethodWhere(continuesAnywhere())
                    .as("no classes should continue a stage without an executor")
                    .because("the common pool is nobody's: neither bounded nor simulated"),
            noClasses()
                    .should()
                    .callMethodWhere(calls(UUID.class, "randomUUID"))
                    .orShould()
                    .callMethodWhere(calls(ThreadLocalRandom.class, "current"))
                    .orShould()
                    .callMethodWhere(calls(Math.class, "random"))
                    .orShould()
                    .callConstructorWhere(makesWithoutArguments(Random.class))
                    .orShould()
                    .callConstructorWhere(calls(SecureRandom.class, "<init>"))
                    .as("no classes should draw from randomness without a seed")
                    .because("a run is repeated by its seed"),
            fields().that(change())
                    .should()
                    .notBeStatic()
                    .as("no static fields should change")
                    .because("they are neither stored nor replayed, and outlive a simulated machine")
                    .allowEmptyShould(true));

    private Determinism() {}

    /**
     * Looks through the classes of these packages, and of those below them, that are on the class path.
     *
     * @throws AssertionError with every place that was found, by class and line
     * @throws IllegalArgumentException if there is no class in them
     */
    public static void check(String... packages) {
        JavaClasses classes = new ClassFileImporter().importPackages(packages);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("there are no classes in " + Arrays.toString(packages));
        }
        check(classes);
    }

    /**
     * Looks through these classes.
     *
     * @throws AssertionError with every place that was found, by class and line
     */
    public static void check(JavaClasses classes) {
        List<String> found = RULES.stream()
                .map(rule -> rule.evaluate(classes))
                .filter(result -> result.hasViolation())
                .map(result -> result.getFailureReport().toString())
                .toList();
        if (!found.isEmpty()) {
            throw new AssertionError(String.join("\n", found));
        }
    }

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String name) {
        return describe(
                "a call of " + owner.getSimpleName() + "." + name,
                call -> call.getTargetOwner().isAssignableTo(owner)
                        && call.getTarget().getName().matches(name));
    }

    /** That of a clock which is passed is none. */
    private static DescribedPredicate<JavaCall<?>> now() {
        return describe(
                "a call of now in java.time without a clock",
                call -> call.getTargetOwner().getPackageName().startsWith("java.time")
                        && call.getTarget().getName().equals("now")
                        && call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.isAssignableTo(Clock.class)));
    }

    private static DescribedPredicate<JavaCall<?>> makesWithoutArguments(Class<?> type) {
        return describe(
                "new " + type.getSimpleName() + "()",
                call -> call.getTargetOwner().isEquivalentTo(type)
                        && call.getTarget().getRawParameterTypes().isEmpty());
    }

    private static DescribedPredicate<JavaCall<?>> continuesAnywhere() {
        return describe(
                "an asynchronous stage without an executor",
                call -> calls(CompletionStage.class, ".*Async").test(call)
                        && call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.isAssignableTo(Executor.class)));
    }

    private static DescribedPredicate<JavaField> change() {
        return describe(
                "can be set, or count or draw",
                field -> !field.getModifiers().contains(JavaModifier.FINAL)
                        || field.getRawType().isAssignableTo(Random.class)
                        || field.getRawType().getName().matches("java\\.util\\.concurrent\\.atomic\\..*"));
    }
}
