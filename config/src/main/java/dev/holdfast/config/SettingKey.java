package dev.holdfast.config;

import java.util.Optional;

/**
 * A key of a {@code reference.conf}, as documentation shows it.
 *
 * @param path the full path, for example {@code holdfast.persistence.readers}
 * @param comment what is written above it
 * @param value its default as HOCON; empty for a section
 * @param allowed what the checker allows; empty when the key is not Holdfast's own to check, such as a dispatcher's
 */
public record SettingKey(String path, String comment, Optional<String> value, Optional<String> allowed) {}
