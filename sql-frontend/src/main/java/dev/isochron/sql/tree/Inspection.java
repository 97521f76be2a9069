package dev.isochron.sql.tree;

import org.jspecify.annotations.Nullable;

/// A statement of our own that shows how things stand.
public sealed interface Inspection extends Statement {

    /// SHOW SHARDS, or SHOW SHARDS FROM.
    ///
    /// @param kind TABLE or INDEX
    /// @param name null for all shards
    record ShowShards(ObjectKind kind, @Nullable QualifiedName name, int position)
            implements Inspection {}

    /// SHOW HOT ROWS.
    record ShowHotRows(int position) implements Inspection {}

    /// SHOW CREATE TABLE.
    record ShowCreateTable(QualifiedName table, int position) implements Inspection {}

    /// SHOW JOBS.
    record ShowJobs(int position) implements Inspection {}

    /// SHOW NODES.
    record ShowNodes(int position) implements Inspection {}
}
