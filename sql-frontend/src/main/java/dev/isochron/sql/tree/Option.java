package dev.isochron.sql.tree;

import java.util.List;

/// A named option of COPY, EXPLAIN, CREATE DATABASE and their like.
///
/// @param name in lower case
/// @param values what was written after it; none if nothing, `*` for a star
public record Option(Name name, List<String> values) implements Node {

    /// Whether the option is on: no value, or one that says yes.
    public boolean isOn() {
        return values.isEmpty()
                || switch (values.getFirst()) {
                    case "true", "on", "1" -> true;
                    default -> false;
                };
    }

    @Override
    public int position() {
        return name.position();
    }
}
