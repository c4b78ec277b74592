package dev.holdfast.component;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.Type;

/** Finds the reply type that a command's class declares, generic or not. */
final class Replies {

    private Replies() {}

    static Type typeOf(Class<? extends Command<?>> command) {
        JavaType declared = TypeFactory.defaultInstance().constructType(command).findSuperType(Command.class);
        if (declared == null || declared.containedTypeCount() != 1) {
            throw new IllegalArgumentException(
                    command.getName() + " does not say what it is answered with: implement Command<Reply>");
        }
        return declared.containedType(0);
    }
}
