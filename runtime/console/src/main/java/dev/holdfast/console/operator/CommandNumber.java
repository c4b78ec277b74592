package dev.holdfast.console.operator;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A command of a component, as {@code journal show} names it: {@code SENDER#NUMBER}.
 *
 * @param sender who presented it
 * @param number its number
 */
public record CommandNumber(String sender, long number) {

    @Override
    public String toString() {
        return sender + "#" + number;
    }

    /** Reads one. */
    public static final class Converter implements ITypeConverter<CommandNumber> {
        @Override
        public CommandNumber convert(String value) {
            int hash = value.lastIndexOf('#');
            try {
                long number = hash < 1 ? 0 : Long.parseLong(value.substring(hash + 1));
                if (number >= 1) {
                    return new CommandNumber(value.substring(0, hash), number);
                }
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + value + "' is no SENDER#NUMBER: " + e.getMessage());
            }
            throw new TypeConversionException(
                    "'" + value + "' is no command: expected SENDER#NUMBER, as journal show" + " prints it");
        }
    }
}
