package dev.holdfast.testkit.lint;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.BaseStream;

/**
 * Looks through compiled code for what a seed does not determine: clocks, waits by {@code sleep}, {@code park}, {@code wait}
 * and {@code CountDownLatch.await}, threads, randomness, and static fields that change. A simulation notices these only where a run comes by them; this finds them wherever they are called, or named as
 * in {@code Instant::now}, directly.
 *
 * <p>For components the {@code context} of a command has time, randomness and ids. What code calls in libraries is not
 * looked into, nor what a static field that is final holds, such as a map.
 */
public final class Determinism {

    private static final String CONSTRUCTOR = "<init>";

    private static final List<ArchRule> RULES = List.of(
            noneOf(
                    "read a clock directly",
                    "a simulation supplies virtual time",
                    of(System.class, "nanoTime|currentTimeMillis"),
                    of(Clock.class, "system.*|tick.*"),
                    now(),
                    without(Date.class),
                    of(Calendar.class, "getInstance"),
                    without(GregorianCalendar.class)),
            noneOf(
                    "wait",
                    "simulated time does not pass for a sleep, nor for any wait that is not the simulation's",
                    of(Thread.class, "sleep"),
                    of(TimeUnit.class, "sleep"),
                    of(LockSupport.class, "park.*"),
                    exactly(Object.class, "wait"),
                    of(CountDownLatch.class, "await")),
            noneOf(
                    "make threads",
                    "a simulation schedules every thread itself",
                    of(Thread.class, CONSTRUCTOR),
                    of(ThreadPoolExecutor.class, CONSTRUCTOR),
                    of(ForkJoinPool.class, CONSTRUCTOR + "|commonPool"),
                    of(Executors.class, "new.*"),
                    of(Timer.class, CONSTRUCTOR),
                    of(CompletableFuture.class, "orTimeout|completeOnTimeout|delayedExecutor"),
                    of(Collection.class, "parallelStream"),
                    of(BaseStream.class, "parallel")),
            noneOf(
                    "continue a stage without an executor",
                    "the common pool is nobody's: neither bounded nor simulated",
                    continuesAnywhere()),
            noneOf(
                    "draw from randomness without a seed",
                    "a run is repeated by its seed",
                    of(UUID.class, "randomUUID"),
                    of(ThreadLocalRandom.class, "current"),
                    of(Math.class, "random"),
                    without(Random.class),
                    without(SplittableRandom.class),
                    of(SecureRandom.class, CONSTRUCTOR),
                    shufflesAnyhow(),
                    of(System.class, "identityHashCode")),
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
     * @throws AssertionError with every place that was found, by class and line; of a field, by class
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
     * @throws AssertionError with every place that was found, by class and line; of a field, by class
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

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private static ArchRule noneOf(String what, String because, DescribedPredicate<JavaAccess<?>>... targets) {
        return noClasses()
                .should()
                .accessTargetWhere(
                        describe(what, access -> Arrays.stream(targets).anyMatch(target -> target.test(access))))
                .as("no classes should " + what)
                .because(because);
    }

    /** Methods or constructors of a class, or of what extends it. */
    private static DescribedPredicate<JavaAccess<?>> of(Class<?> owner, String name) {
        return describe(
                owner.getSimpleName() + "." + name,
                access -> isCode(access)
                        && access.getTargetOwner().isAssignableTo(owner)
                        && access.getTarget().getName().matches(name));
    }

    private static DescribedPredicate<JavaAccess<?>> exactly(Class<?> owner, String name) {
        return describe(
                owner.getSimpleName() + "." + name,
                access -> access.getTargetOwner().isEquivalentTo(owner)
                        && access.getTarget().getName().equals(name));
    }

    /** Its constructor without arguments. */
    private static DescribedPredicate<JavaAccess<?>> without(Class<?> type) {
        return describe(
                "new " + type.getSimpleName() + "()",
                access -> access.getTargetOwner().isEquivalentTo(type)
                        && access.getTarget().getName().equals(CONSTRUCTOR)
                        && arguments(access) == 0);
    }

    /** That of a clock which is passed is none. */
    private static DescribedPredicate<JavaAccess<?>> now() {
        return describe(
                "now in java.time without a clock",
                access -> access.getTargetOwner().getPackageName().startsWith("java.time")
                        && access.getTarget().getName().equals("now")
                        && !takes(access, Clock.class));
    }

    private static DescribedPredicate<JavaAccess<?>> continuesAnywhere() {
        return describe(
                "an asynchronous stage without an executor",
                access -> of(CompletionStage.class, ".*Async").test(access) && !takes(access, Executor.class));
    }

    private static DescribedPredicate<JavaAccess<?>> shufflesAnyhow() {
        return describe(
                "Collections.shuffle without a generator",
                access -> of(Collections.class, "shuffle").test(access) && arguments(access) == 1);
    }

    private static boolean isCode(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget;
    }

    private static int arguments(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                ? target.getRawParameterTypes().size()
                : -1;
    }

    private static boolean takes(JavaAccess<?> access, Class<?> type) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream().anyMatch(each -> each.isAssignableTo(type));
    }

    private static DescribedPredicate<JavaField> change() {
        return describe(
                "can be set, or count or draw",
                field -> !field.getModifiers().contains(JavaModifier.FINAL)
                        || field.getRawType().isAssignableTo(RandomGenerator.class)
                        || field.getRawType().getName().matches("java\\.util\\.concurrent\\.atomic\\..*"));
    }
}
