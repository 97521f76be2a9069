package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// COPY.
///
/// @param from whether rows come in
/// @param options the old spelling (`CSV HEADER`) is translated: `format`, `delimiter`, `null`,
///   `header`, `quote`, `escape`, `force_quote`, `force_not_null`, `force_null`, `encoding`,
///   `freeze`
/// @param where which incoming rows are kept
public record Copy(
        Source source,
        boolean from,
        Endpoint endpoint,
        List<Option> options,
        @Nullable Expression where,
        int position)
        implements Statement {

    /// What is copied.
    public sealed interface Source extends Node {

        /// A table.
        ///
        /// @param columns empty for all
        record Table(QualifiedName name, List<Name> columns) implements Source {

            @Override
            public int position() {
                return name.position();
            }
        }

        /// What a query, or a change with RETURNING, gives.
        record Rows(Statement statement) implements Source {

            @Override
            public int position() {
                return statement.position();
            }
        }
    }

    /// Where to or from.
    public sealed interface Endpoint {

        /// The client.
        record Client() implements Endpoint {}

        /// A file of the server.
        record File(String path) implements Endpoint {}

        /// A program on the server.
        record Program(String command) implements Endpoint {}
    }
}
