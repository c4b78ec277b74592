package dev.holdfast.console.component;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.holdfast.codec.Mappers;
import dev.holdfast.component.Component;
import dev.holdfast.console.output.ConsoleException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * The code of an application, as far as it is on a class path: its component, and how it has its values stored. It runs
 * on the console's own Holdfast, Pekko and Jackson. For one thread.
 */
public final class ComponentCode implements AutoCloseable {

    private final String definition;
    private final URLClassLoader loader;

    ComponentCode(String definition, URL[] classPath) {
        this.definition = definition;
        loader = new URLClassLoader(classPath, ComponentCode.class.getClassLoader());
    }

    /**
     * The component of this name.
     *
     * @throws ConsoleException when the class that was named does not define it
     */
    public Component<?, ?> component(String name) {
        return new Definitions(definition, loader).named(name);
    }

    /** Jackson as the {@code application.conf} on the class path, if there is one, has it set up. */
    public ObjectMapper mapper() {
        try {
            return Mappers.cbor(ConfigFactory.load(loader), loader);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new ConsoleException("the application.conf on the class path cannot be used: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new ConsoleException("the class path cannot be closed (" + e + ")");
        }
    }
}
