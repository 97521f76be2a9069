package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands in FROM.
public sealed interface FromItem extends Node {

    /// A table, a view, or a common table.
    ///
    /// @param only whether ONLY was written
    record TableReference(QualifiedName name, boolean only, @Nullable Alias alias, int position)
            implements FromItem {}

    /// A query in parentheses.
    record DerivedTable(Query query, boolean lateral, @Nullable Alias alias, int position)
            implements FromItem {}

    /// A function that gives rows, or several side by side: ROWS FROM (…).
    ///
    /// @param calls mostly [Expression.FunctionCall]; also functions with a syntax of their own
    /// @param ordinality whether the rows are numbered
    /// @param definitions the columns of a function that gives records
    record FunctionTable(
            List<Expression> calls,
            boolean lateral,
            boolean ordinality,
            @Nullable Alias alias,
            List<FunctionColumn> definitions,
            int position)
            implements FromItem {}

    /// A column of a function that gives records.
    record FunctionColumn(Name name, TypeName type) {}

    /// Two items joined.
    ///
    /// @param alias of a join in parentheses
    record Join(
            JoinKind kind,
            FromItem left,
            FromItem right,
            JoinCondition condition,
            @Nullable Alias alias,
            int position)
            implements FromItem {}

    /// The kinds of joins.
    enum JoinKind {
        CROSS,
        INNER,
        LEFT,
        RIGHT,
        FULL
    }

    /// What two rows must have in common.
    sealed interface JoinCondition {

        /// Nothing: a cross join.
        record None() implements JoinCondition {}

        /// ON condition.
        record On(Expression condition) implements JoinCondition {}

        /// USING (columns).
        ///
        /// @param alias of the merged columns
        record Using(List<Name> columns, @Nullable Name alias) implements JoinCondition {}

        /// NATURAL.
        record Natural() implements JoinCondition {}
    }

    /// A name for an item, and perhaps for its columns.
    ///
    /// @param columns may be fewer than there are
    record Alias(Name name, List<Name> columns) {}
}
