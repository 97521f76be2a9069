package dev.isochron.sql.catalog;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.IndexId;
import java.util.List;

/// What must be true of the rows of a table.
public sealed interface Constraint {

    int oid();

    String name();

    /// The columns it is about.
    List<ColumnId> columns();

    /// The same under another name.
    Constraint withName(String newName);

    /// What the table is keyed by.
    ///
    /// @param index the number under which the key is shown as an index
    record Primary(int oid, String name, int index, List<ColumnId> columns) implements Constraint {
        public Primary {
            columns = List.copyOf(columns);
        }

        @Override
        public Constraint withName(String newName) {
            return new Primary(oid, newName, index, columns);
        }
    }

    /// No two rows agree in all columns, none of them null.
    ///
    /// @param index that keeps it
    record Unique(int oid, String name, IndexId index, List<ColumnId> columns)
            implements Constraint {
        public Unique {
            columns = List.copyOf(columns);
        }

        @Override
        public Constraint withName(String newName) {
            return new Unique(oid, newName, index, columns);
        }
    }

    /// A condition that is true or unknown.
    ///
    /// @param text of the condition, as it was declared
    record Check(int oid, String name, String text, List<ColumnId> columns) implements Constraint {
        public Check {
            columns = List.copyOf(columns);
        }

        @Override
        public Constraint withName(String newName) {
            return new Check(oid, newName, text, columns);
        }
    }

    /// The values, none of them null, are those of a row elsewhere.
    ///
    /// @param table the other table's number
    /// @param referenced its columns, in the order of `columns`
    /// @param full whether either all values are null or none is (MATCH FULL); else one null is
    ///   enough for a row to refer to nothing
    record Reference(
            int oid,
            String name,
            List<ColumnId> columns,
            int table,
            List<ColumnId> referenced,
            boolean full,
            Action onDelete,
            Action onUpdate)
            implements Constraint {
        public Reference {
            columns = List.copyOf(columns);
            referenced = List.copyOf(referenced);
        }

        @Override
        public Constraint withName(String newName) {
            return new Reference(
                    oid, newName, columns, table, referenced, full, onDelete, onUpdate);
        }
    }

    /// What happens to rows that refer to one that goes or changes.
    enum Action {
        NO_ACTION("NO ACTION", 'a'),
        RESTRICT("RESTRICT", 'r'),
        CASCADE("CASCADE", 'c'),
        SET_NULL("SET NULL", 'n'),
        SET_DEFAULT("SET DEFAULT", 'd');

        private final String words;
        private final char code;

        Action(String words, char code) {
            this.words = words;
            this.code = code;
        }

        /// As SQL writes it.
        public String words() {
            return words;
        }

        /// As `pg_constraint` has it.
        public char code() {
            return code;
        }
    }
}
