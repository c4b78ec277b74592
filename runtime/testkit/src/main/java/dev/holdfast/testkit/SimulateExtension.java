package dev.holdfast.testkit;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Runs the tests with {@link Simulate}. */
final class SimulateExtension implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        check(context.getRequiredTestClass(), context.getRequiredTestMethod());
        return Stream.of(new Invocation());
    }

    private static void check(Class<?> type, Method test) {
        if (test.getParameterCount() != 1 || test.getParameterTypes()[0] != Simulation.class) {
            throw new ExtensionConfigurationException(
                    "@Simulate: " + test + " must take a Simulation, and nothing else");
        }
        if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
            throw new ExtensionConfigurationException("@Simulate: each run has an instance of " + type
                    + " of its own, so that cannot be an inner class; make it static, or a class of its own");
        }
        AnnotationSupport.findAnnotatedMethods(type, BeforeEach.class, HierarchyTraversalMode.TOP_DOWN).stream()
                .findAny()
                .ifPresent(before -> {
                    throw new ExtensionConfigurationException("@Simulate: each run has an instance of " + type
                            + " of its own, which " + before + " would not see; call it in the test");
                });
    }

    private static final class Invocation
            implements TestTemplateInvocationContext, ParameterResolver, InvocationInterceptor {

        @Override
        public String getDisplayName(int index) {
            return "under all seeds";
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Simulation.class;
        }

        /** Each run gets its own, see {@link #call}; JUnit's one call is skipped. */
        @Override
        public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return null;
        }

        @Override
        public void interceptTestTemplateMethod(
                InvocationInterceptor.Invocation<Void> invocation,
                ReflectiveInvocationContext<Method> method,
                ExtensionContext context) {
            invocation.skip();
            Method test = method.getExecutable();
            Simulate simulate = test.getAnnotation(Simulate.class);
            Class<?> type = context.getRequiredTestClass();
            String name = type.getName().replaceFirst(".*\\.", "") + "#" + test.getName();
            Seeds seeds = new Seeds(name, simulation -> call(type, test, simulation));
            int count = Math.multiplyExact(simulate.seeds(), Seeds.times());
            System.out.println(seeds.run(count, List.of(simulate.strategy()), longest(name, simulate)));
        }

        private static Duration longest(String name, Simulate simulate) {
            try {
                return Duration.parse(simulate.maxVirtualTime());
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        name + ": maxVirtualTime = \"" + simulate.maxVirtualTime()
                                + "\" is no duration of ISO 8601, such as PT1H",
                        e);
            }
        }

        private static void call(Class<?> type, Method test, Simulation simulation) throws Throwable {
            try {
                Constructor<?> constructor = type.getDeclaredConstructor();
                constructor.setAccessible(true);
                test.setAccessible(true);
                test.invoke(constructor.newInstance(), simulation);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(
                        type + " needs a constructor without parameters: each run has an instance of its own", e);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }
}
