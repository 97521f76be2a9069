package dev.isochron.sql.tree;

import java.util.List;

/// A statement that looks after tables, or holds them.
public sealed interface Upkeep extends Statement {

    /// ANALYZE.
    ///
    /// @param tables empty for all
    record Analyze(List<Option> options, List<Part> tables, int position) implements Upkeep {}

    /// VACUUM.
    ///
    /// @param tables empty for all
    record Vacuum(List<Option> options, List<Part> tables, int position) implements Upkeep {}

    /// A table, or some of its columns.
    record Part(QualifiedName table, List<Name> columns) implements Node {

        @Override
        public int position() {
            return table.position();
        }
    }

    /// LOCK TABLE.
    ///
    /// @param mode in lower case, without MODE; `access exclusive` if none was written
    record LockTable(
            List<FromItem.TableReference> tables, String mode, boolean nowait, int position)
            implements Upkeep {}

    /// ALTER TABLE or ALTER INDEX … SPLIT AT VALUES (…): where shards shall begin.
    ///
    /// @param kind TABLE or INDEX
    record SplitAt(ObjectKind kind, QualifiedName name, Query keys, int position)
            implements Upkeep {}

    /// REINDEX, CLUSTER or CHECKPOINT, which mean nothing here.
    ///
    /// @param command its first word in lower case
    record Idle(String command, int position) implements Upkeep {}
}
