package dev.holdfast.console.component;

import dev.holdfast.component.Component;
import dev.holdfast.console.output.ConsoleException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the component that a class defines: in a static field, or else made by a static method without parameters,
 * whatever their visibility. It runs the class's code, which may fail in every way.
 *
 * @param text {@code CLASS} or {@code CLASS#MEMBER}, as an operator wrote it
 */
record Definitions(String text, ClassLoader loader) {

    private record Found(String member, Component<?, ?> component) {}

    /**
     * The component of this name.
     *
     * @throws ConsoleException when the class does not define it, or defines it twice, or its code fails
     */
    Component<?, ?> named(String name) {
        int hash = text.indexOf('#');
        Class<?> type = type(hash < 0 ? text : text.substring(0, hash));
        Optional<String> member = hash < 0 ? Optional.empty() : Optional.of(text.substring(hash + 1));
        List<Found> all = new ArrayList<>(fields(type, member));
        if (ofName(all, name).isEmpty()) {
            all.addAll(methods(type, member));
        }
        List<Found> found = ofName(all, name);
        if (found.size() == 1) {
            return found.get(0).component();
        }
        throw found.isEmpty() ? notThere(name, all) : several(name, found);
    }

    private static List<Found> ofName(List<Found> all, String name) {
        return all.stream()
                .filter(found -> found.component().name().equals(name))
                .toList();
    }

    private ConsoleException notThere(String name, List<Found> all) {
        return new ConsoleException(
                all.isEmpty()
                        ? text + " defines no component: no static field, and no static method without parameters,"
                                + " is a dev.holdfast.component.Component. Name the class that defines '" + name + "'"
                        : text + " defines "
                                + listed(all, found -> "'" + found.component().name() + "'") + ", not '" + name
                                + "'. Name the class that defines '" + name + "'");
    }

    private ConsoleException several(String name, List<Found> found) {
        return new ConsoleException(text + " defines '" + name + "' several times, by " + listed(found, Found::member)
                + ". Name one: --component CLASS#MEMBER");
    }

    private static String listed(List<Found> all, Function<Found, String> shown) {
        return all.stream().map(shown).distinct().sorted().collect(Collectors.joining(", "));
    }

    private Class<?> type(String name) {
        try {
            return Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
            throw new ConsoleException(
                    "there is no class " + name
                            + ": name it with its package, and where it is with --class-path; a nested one is written Outer$Inner");
        } catch (LinkageError | RuntimeException | AssertionError | StackOverflowError e) {
            throw failed("the class cannot be initialised", e);
        }
    }

    private List<Found> fields(Class<?> type, Optional<String> member) {
        return Arrays.stream(members(type::getDeclaredFields))
                .filter(field -> isDefinition(field.getModifiers(), field.getType(), member, field.getName()))
                .map(this::value)
                .toList();
    }

    private List<Found> methods(Class<?> type, Optional<String> member) {
        return Arrays.stream(members(type::getDeclaredMethods))
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> isDefinition(method.getModifiers(), method.getReturnType(), member, method.getName()))
                .map(this::value)
                .toList();
    }

    /** What a member's type needs may not be on the class path. */
    private <T> T members(Supplier<T> declared) {
        try {
            return declared.get();
        } catch (LinkageError e) {
            throw failed("its members cannot be read", e);
        }
    }

    private static boolean isDefinition(int modifiers, Class<?> type, Optional<String> member, String name) {
        return Modifier.isStatic(modifiers)
                && Component.class.isAssignableFrom(type)
                && member.filter(wanted -> !wanted.equals(name)).isEmpty();
    }

    private Found value(Field field) {
        return found(field, field.getName(), () -> field.get(null));
    }

    private Found value(Method method) {
        return found(method, method.getName(), () -> method.invoke(null));
    }

    @FunctionalInterface
    private interface Reading {
        Object read() throws ReflectiveOperationException;
    }

    private Found found(AccessibleObject member, String name, Reading reading) {
        try {
            member.setAccessible(true);
            if (reading.read() instanceof Component<?, ?> component) {
                return new Found(name, component);
            }
            throw new ConsoleException(text + " cannot be used: " + name + " is null");
        } catch (InvocationTargetException e) {
            throw failed(name + "() fails", e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw failed(name + " cannot be reached", e);
        }
    }

    private ConsoleException failed(String how, Throwable thrown) {
        Throwable cause =
                thrown instanceof ExceptionInInitializerError && thrown.getCause() != null ? thrown.getCause() : thrown;
        return new ConsoleException(text + " cannot be used: " + how + ", " + cause
                + ". Is everything that it needs named with --class-path?");
    }
}
