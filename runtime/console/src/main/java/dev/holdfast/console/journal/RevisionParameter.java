package dev.holdfast.console.journal;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A revision on the command line: a whole number from 0. */
final class RevisionParameter implements ITypeConverter<Long> {

    @Override
    public Long convert(String value) {
        try {
            long revision = Long.parseLong(value);
            if (revision >= 0) {
                return revision;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is no revision: expected a whole number from 0");
        }
        throw new TypeConversionException("'" + value + "' is no revision: they are counted from 0");
    }
}
