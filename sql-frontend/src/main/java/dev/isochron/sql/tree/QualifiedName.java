package dev.isochron.sql.tree;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A name with the names of what it lies in, outermost first: `catalog.schema.table`.
///
/// @param parts at least one
public record QualifiedName(List<Name> parts) implements Node {

    /// The schema of what SQL's own words stand for.
    public static final String SYSTEM_SCHEMA = "pg_catalog";

    public QualifiedName {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a name has a part");
        }
    }

    /// A name alone.
    public static QualifiedName of(Name name) {
        return new QualifiedName(List.of(name));
    }

    /// A name in `pg_catalog`.
    public static QualifiedName system(String name, int position) {
        return new QualifiedName(
                List.of(new Name(SYSTEM_SCHEMA, position), new Name(name, position)));
    }

    /// The innermost name.
    public Name last() {
        return parts.getLast();
    }

    /// The innermost name's text.
    public String text() {
        return parts.getLast().text();
    }

    /// The schema's name, if it was written.
    public @Nullable String schema() {
        return parts.size() < 2 ? null : parts.get(parts.size() - 2).text();
    }

    @Override
    public int position() {
        return parts.getFirst().position();
    }

    @Override
    public String toString() {
        return parts.stream().map(Name::text).collect(Collectors.joining("."));
    }
}
