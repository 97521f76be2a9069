package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What gives rows.
public sealed interface QueryBody extends Node {

    /// SELECT … FROM … WHERE … GROUP BY … HAVING … WINDOW.
    ///
    /// @param targets may be empty
    /// @param from items between commas
    /// @param asOf the timestamp of AS OF SYSTEM TIME, which stands after FROM's items
    /// @param groupBy items between commas
    record SelectBlock(
            Distinct distinct,
            List<Target> targets,
            List<FromItem> from,
            @Nullable Expression asOf,
            @Nullable Expression where,
            GroupBy groupBy,
            @Nullable Expression having,
            List<Window.Named> windows,
            int position)
            implements QueryBody {}

    /// Which rows are the same.
    sealed interface Distinct {

        /// All rows are given.
        record All() implements Distinct {}

        /// Rows with equal values are one.
        record Rows() implements Distinct {}

        /// DISTINCT ON: the first row of those that are equal here.
        record On(List<Expression> values) implements Distinct {}
    }

    /// GROUP BY.
    ///
    /// @param distinct whether GROUP BY DISTINCT was written
    record GroupBy(boolean distinct, List<Grouping> items) {

        /// No GROUP BY.
        public static final GroupBy NONE = new GroupBy(false, List.of());
    }

    /// One item of GROUP BY.
    sealed interface Grouping extends Node {

        /// An expression.
        record Plain(Expression value) implements Grouping {

            @Override
            public int position() {
                return value.position();
            }
        }

        /// `()`.
        record Empty(int position) implements Grouping {}

        /// ROLLUP (…).
        record Rollup(List<Expression> values, int position) implements Grouping {}

        /// CUBE (…).
        record Cube(List<Expression> values, int position) implements Grouping {}

        /// GROUPING SETS (…).
        record Sets(List<Grouping> sets, int position) implements Grouping {}
    }

    /// VALUES (…), (…).
    record ValuesRows(List<List<Expression>> rows, int position) implements QueryBody {}

    /// TABLE t.
    record WholeTable(FromItem.TableReference table, int position) implements QueryBody {}

    /// UNION, INTERSECT or EXCEPT.
    record SetOperation(Kind kind, boolean all, QueryBody left, QueryBody right, int position)
            implements QueryBody {

        /// The set operations.
        public enum Kind {
            UNION,
            INTERSECT,
            EXCEPT
        }
    }

    /// A query in parentheses that has more than a body.
    record Nested(Query query, int position) implements QueryBody {}
}
