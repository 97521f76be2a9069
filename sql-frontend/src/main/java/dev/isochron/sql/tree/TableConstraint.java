package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A constraint that stands by itself.
public sealed interface TableConstraint extends TableElement {

    /// The name given to it.
    @Nullable Name name();

    /// CHECK.
    record Check(
            @Nullable Name name,
            Expression condition,
            boolean noInherit,
            boolean notValid,
            int position)
            implements TableConstraint {}

    /// UNIQUE or PRIMARY KEY.
    ///
    /// @param include further columns to be stored
    /// @param usingIndex an index that is there already, instead of columns
    record Unique(
            @Nullable Name name,
            boolean primary,
            List<Name> columns,
            List<Name> include,
            boolean nullsNotDistinct,
            @Nullable Name usingIndex,
            Deferral deferral,
            int position)
            implements TableConstraint {}

    /// FOREIGN KEY.
    record ForeignKey(
            @Nullable Name name,
            List<Name> columns,
            Target target,
            boolean notValid,
            Deferral deferral,
            int position)
            implements TableConstraint {

        /// What a foreign key refers to, and what follows from changes there.
        ///
        /// @param columns empty for the primary key
        public record Target(
                QualifiedName table, List<Name> columns, Match match, Action delete, Action update)
                implements Node {

            @Override
            public int position() {
                return table.position();
            }
        }

        /// When a key with NULLs refers to something.
        public enum Match {
            SIMPLE,
            FULL,
            PARTIAL
        }

        /// What happens to the rows that refer to a changed row.
        ///
        /// @param columns those that SET NULL or SET DEFAULT is limited to
        public record Action(Kind kind, List<Name> columns) {

            /// What happens if nothing was written.
            public static final Action NONE = new Action(Kind.NO_ACTION, List.of());
        }

        /// The kinds of actions.
        public enum Kind {
            NO_ACTION,
            RESTRICT,
            CASCADE,
            SET_NULL,
            SET_DEFAULT
        }
    }

    /// When a constraint is looked at.
    enum Deferral {
        NOT_DEFERRABLE,
        DEFERRABLE,
        INITIALLY_DEFERRED
    }
}
