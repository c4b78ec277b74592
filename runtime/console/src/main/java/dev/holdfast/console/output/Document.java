package dev.holdfast.console.output;

import java.util.List;
import java.util.Map;

/**
 * The data of one command, section by section, written as they come: memory does not grow with them. Values are texts,
 * numbers, booleans, lists, maps and JSON trees. For one thread.
 */
public interface Document extends AutoCloseable {

    /**
     * Begins a list; it ends when the next section begins.
     *
     * @param name of the list, in JSON
     * @param type of each row, in JSON lines
     * @param columns what a table shows of a row
     */
    Listing list(String name, String type, List<Column> columns);

    /**
     * A few values with names.
     *
     * @param name of them all, in JSON; their type, in JSON lines
     * @param text the same in a table: some lines
     */
    void values(String name, Map<String, ?> values, String text);

    @Override
    void close();

    /** A list that is being written. */
    interface Listing {

        /** The next row, by keys; JSON holds all of it. */
        void add(Map<String, ?> row);
    }
}
