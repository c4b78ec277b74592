package dev.holdfast.component;

/**
 * How the state of a component is kept in its checkpoints.
 *
 * @param name the stable name it is stored under
 * @param type the class it is read as
 */
public record StateType(String name, Class<?> type) {

    /**
     * A class under the kebab-case of its simple name.
     *
     * @throws IllegalArgumentException when the class cannot be read back, or its name is none
     */
    public static StateType of(String component, Class<?> type) {
        return of(component, StableNames.of(type), type);
    }

    static StateType of(String component, String name, Class<?> type) {
        if (type.getTypeParameters().length > 0) {
            throw new IllegalArgumentException("component '" + component + "': " + type.getName()
                    + " has type parameters, which nothing stored says; make the state a record that holds it");
        }
        StableNames.check(component, name, type);
        return new StateType(name, type);
    }
}
