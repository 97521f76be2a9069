package dev.isochron.sql.tree;

/// A statement of our own that shows how things stand.
public sealed interface Inspection extends Statement {

    /// SHOW SHARDS FROM.
    ///
    /// @param kind TABLE or INDEX
    record ShowShards(ObjectKind kind, QualifiedName name, int position) implements Inspection {}

    /// SHOW CREATE TABLE.
    record ShowCreateTable(QualifiedName table, int position) implements Inspection {}

    /// SHOW JOBS.
    record ShowJobs(int position) implements Inspection {}

    /// SHOW NODES.
    record ShowNodes(int position) implements Inspection {}
}
