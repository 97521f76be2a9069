package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement that changes rows.
public sealed interface Change extends Statement {

    /// The queries before it.
    Query.@Nullable With with();

    /// The table whose rows it changes.
    FromItem.TableReference table();

    /// What it gives back of each row; empty without RETURNING.
    List<Target> returning();

    /// INSERT.
    ///
    /// @param columns empty if none were named
    /// @param source null for DEFAULT VALUES
    record Insert(
            Query.@Nullable With with,
            FromItem.TableReference table,
            List<ColumnTarget> columns,
            Overriding overriding,
            @Nullable Query source,
            @Nullable OnConflict onConflict,
            List<Target> returning,
            int position)
            implements Change {}

    /// What is done with values for identity columns.
    enum Overriding {
        NONE,
        USER_VALUE,
        SYSTEM_VALUE
    }

    /// UPDATE.
    ///
    /// @param from items between commas
    record Update(
            Query.@Nullable With with,
            FromItem.TableReference table,
            List<Assignment> assignments,
            List<FromItem> from,
            @Nullable Expression where,
            List<Target> returning,
            int position)
            implements Change {}

    /// DELETE.
    ///
    /// @param using items between commas
    record Delete(
            Query.@Nullable With with,
            FromItem.TableReference table,
            List<FromItem> using,
            @Nullable Expression where,
            List<Target> returning,
            int position)
            implements Change {}

    /// A column to be written, or a part of it.
    ///
    /// @param fields names after the column, for fields of composite values
    /// @param brackets for elements of arrays
    record ColumnTarget(Name column, List<Name> fields, List<Expression.Bracket> brackets)
            implements Node {

        @Override
        public int position() {
            return column.position();
        }
    }

    /// What SET does.
    sealed interface Assignment extends Node {

        /// `column = value`; the value may be [Expression.DefaultValue].
        record One(ColumnTarget column, Expression value) implements Assignment {

            @Override
            public int position() {
                return column.position();
            }
        }

        /// `(columns) = source`, which is a row or a sub-query.
        record Several(List<ColumnTarget> columns, Expression source, int position)
                implements Assignment {}
    }

    /// ON CONFLICT.
    ///
    /// @param target null if none was named
    record OnConflict(@Nullable ConflictTarget target, ConflictAction action, int position)
            implements Node {}

    /// Which conflict is meant.
    sealed interface ConflictTarget {

        /// By what an index is on.
        record Columns(List<IndexElement> elements, @Nullable Expression where)
                implements ConflictTarget {}

        /// By the constraint's name.
        record Constraint(Name name) implements ConflictTarget {}
    }

    /// What is done about a conflict.
    sealed interface ConflictAction {

        /// DO NOTHING.
        record Nothing() implements ConflictAction {}

        /// DO UPDATE SET.
        record Update(List<Assignment> assignments, @Nullable Expression where)
                implements ConflictAction {}
    }
}
