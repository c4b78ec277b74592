package dev.holdfast.console.component;

import dev.holdfast.persistence.entry.ComponentId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A component as it is named on the command line, such as {@code account|42}. */
public final class ComponentParameter implements ITypeConverter<ComponentId> {

    @Override
    public ComponentId convert(String value) {
        try {
            return ComponentId.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
