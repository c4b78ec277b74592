package dev.holdfast.component;

/**
 * A request to a component. Implement it with a record; it is serialized with Jackson (CBOR) and travels and is digested
 * in that form, so the component always decides on a copy of its own.
 *
 * @param <R> the type of the reply
 */
public interface Command<R> {}
