package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement about the session.
public sealed interface Setting extends Statement {

    /// SET, in all its spellings: SET TIME ZONE sets `timezone`, SET NAMES `client_encoding`, SET
    /// ROLE `role`, SET SCHEMA `search_path`, SET SESSION AUTHORIZATION `session_authorization`.
    ///
    /// @param local until the end of the transaction
    /// @param name in lower case, with its points
    /// @param values empty for DEFAULT; each a string, a number with its sign, or a
    ///   [Expression.TypedLiteral] that is an interval
    record Assign(boolean local, Name name, List<Expression> values, int position)
            implements Setting {}

    /// RESET.
    ///
    /// @param name null for ALL
    record Reset(@Nullable Name name, int position) implements Setting {}

    /// SHOW.
    ///
    /// @param name null for ALL
    record Show(@Nullable Name name, int position) implements Setting {}

    /// DISCARD.
    record Discard(Scope scope, int position) implements Setting {

        /// What may be forgotten.
        public enum Scope {
            ALL,
            PLANS,
            SEQUENCES,
            TEMPORARY
        }
    }

    /// CLOSE of a cursor.
    ///
    /// @param cursor null for ALL
    record Close(@Nullable Name cursor, int position) implements Setting {}

    /// UNLISTEN.
    ///
    /// @param channel null for all
    record Unlisten(@Nullable Name channel, int position) implements Setting {}
}
