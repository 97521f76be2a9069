package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands in the parentheses of CREATE TABLE.
public sealed interface TableElement extends Node
        permits TableElement.Column, TableElement.Like, TableConstraint {

    /// A column.
    ///
    /// @param type may be `serial` and its kin
    record Column(
            Name name,
            TypeName type,
            @Nullable QualifiedName collation,
            List<ColumnConstraint> constraints)
            implements TableElement {

        @Override
        public int position() {
            return name.position();
        }
    }

    /// LIKE table, with what is included or excluded, in the order written.
    record Like(QualifiedName table, List<LikeOption> options, int position)
            implements TableElement {}

    /// One INCLUDING or EXCLUDING.
    ///
    /// @param what in lower case: `all`, `defaults`, `constraints`, `indexes` …
    record LikeOption(boolean including, String what) {}
}
