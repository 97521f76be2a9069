package dev.isochron.sql.logical;

import dev.isochron.protocol.request.LockWait;
import dev.isochron.sql.change.Conflict;
import dev.isochron.sql.change.TableRules;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.expression.WindowCall;
import dev.isochron.sql.run.VirtualTable;
import dev.isochron.sql.store.TableAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a query: it gives rows.
public sealed interface Logical {

    /// How many columns its rows have.
    int width();

    /// The parts that it takes rows from.
    List<Logical> inputs();

    /// The rows of a table, all stored columns of each.
    ///
    /// @param lock how they are locked, or null: as any row that is read
    /// @param name what the query calls it
    record Scan(TableAccess table, @Nullable RowLock lock, String name) implements Logical {
        @Override
        public int width() {
            return table.width();
        }

        @Override
        public List<Logical> inputs() {
            return List.of();
        }
    }

    /// How rows are locked that will be changed, or shall not be changed.
    ///
    /// @param mode by the table's columns, or null for shared
    /// @param patience what is done about others' locks
    record RowLock(dev.isochron.protocol.txn.@Nullable LockMode mode, LockWait patience) {}

    /// Rows that the statement lists.
    record Listed(List<List<Expression>> rows, int width) implements Logical {
        public Listed {
            rows = List.copyOf(rows);
        }

        /// One row without columns.
        public static final Listed ONE = new Listed(List.of(List.of()), 0);

        @Override
        public List<Logical> inputs() {
            return List.of();
        }
    }

    /// The rows of functions, side by side.
    ///
    /// @param widths how many columns each gives
    record Functions(List<Expression> calls, List<Integer> widths, boolean numbered)
            implements Logical {
        public Functions {
            calls = List.copyOf(calls);
            widths = List.copyOf(widths);
        }

        @Override
        public int width() {
            return widths.stream().mapToInt(Integer::intValue).sum() + (numbered ? 1 : 0);
        }

        @Override
        public List<Logical> inputs() {
            return List.of();
        }
    }

    /// The rows of a table that is computed.
    record Virtual(VirtualTable table) implements Logical {
        @Override
        public int width() {
            return table.columns().size();
        }

        @Override
        public List<Logical> inputs() {
            return List.of();
        }
    }

    /// The rows of a common table.
    ///
    /// @param id the number of its subplan
    record Shared(int id, int width, String name) implements Logical {
        @Override
        public List<Logical> inputs() {
            return List.of();
        }
    }

    /// The rows that meet a condition.
    record Filter(Logical input, Expression condition) implements Logical {
        @Override
        public int width() {
            return input.width();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(input);
        }
    }

    /// A row computed from each.
    record Project(Logical input, List<Expression> values) implements Logical {
        public Project {
            values = List.copyOf(values);
        }

        @Override
        public int width() {
            return values.size();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(input);
        }
    }

    /// Rows computed from each, as some values are sets.
    record ProjectSet(Logical input, List<Expression> values) implements Logical {
        public ProjectSet {
            values = List.copyOf(values);
        }

        @Override
        public int width() {
            return values.size();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(input);
        }
    }

    /// A row for each group: its keys, then its aggregates.
    record Aggregate(Logical input, List<Expression> keys, List<AggregateCall> calls)
            implements Logical {
        public Aggregate {
            keys = List.copyOf(keys);
            calls = List.copyOf(calls);
        }

        @Override
        public int width() {
            return keys.size() + calls.size();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(input);
        }
    }

    /// Each row with what calls over its window give.
    ///
    /// @param calls at least one; all share one window
    record Window(Logical input, List<WindowCall> calls) implements Logical {
        public Window {
            calls = List.copyOf(calls);
        }

        @Override
        public int width() {
            return input.width() + calls.size();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(input);
        }
    }

    /// One of rows that are equal.
    ///
    /// @param keys in which; empty for all columns
    record Distinct(Logical input, List<Expression> keys) implements Logical {
        public Distinct {
            keys = List.copyOf(keys);
        }

        @Override
        public int width() {
            return input.width();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(input);
        }
    }

    /// The rows in an order.
    record Sort(Logical input, List<SortTerm> terms) implements Logical {
        public Sort {
            terms = List.copyOf(terms);
        }

        @Override
        public int width() {
            return input.width();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(input);
        }
    }

    /// Some rows, after others were left out.
    record Limit(Logical input, @Nullable Expression count, @Nullable Expression offset)
            implements Logical {
        @Override
        public int width() {
            return input.width();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(input);
        }
    }

    /// Pairs of rows, or rows that have a partner.
    ///
    /// @param condition what a pair must meet
    record Join(Kind kind, Logical left, Logical right, @Nullable Expression condition)
            implements Logical {
        @Override
        public int width() {
            return kind.givesRight() ? left.width() + right.width() : left.width();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(left, right);
        }
    }

    /// Each row of the left beside the rows that a query gives for it: LATERAL.
    ///
    /// @param id the number of the query's subplan
    /// @param wide how many columns the query gives
    /// @param arguments what it takes from the row, over that
    /// @param outer whether a row without a partner is given, too
    /// @param condition what a pair must meet
    record Apply(
            Logical left,
            int id,
            int wide,
            List<Expression> arguments,
            boolean outer,
            @Nullable Expression condition)
            implements Logical {
        public Apply {
            arguments = List.copyOf(arguments);
        }

        @Override
        public int width() {
            return left.width() + wide;
        }

        @Override
        public List<Logical> inputs() {
            return List.of(left);
        }
    }

    /// Which rows a join gives.
    enum Kind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        /// Rows of the left with a match, once, and nothing of the right.
        SEMI,
        /// Rows of the left without one.
        ANTI;

        public boolean givesRight() {
            return this != SEMI && this != ANTI;
        }
    }

    /// The rows of two, taken together.
    ///
    /// @param keys in which rows are equal; empty for all columns
    record SetOperation(Set kind, boolean all, List<Expression> keys, Logical left, Logical right)
            implements Logical {
        public SetOperation {
            keys = List.copyOf(keys);
        }

        @Override
        public int width() {
            return left.width();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(left, right);
        }
    }

    /// Rows that are inserted into a table; gives what is returned of them.
    ///
    /// @param input gives rows of the table
    /// @param buffered whether it reads from the table that is inserted into
    /// @param conflict what is done about rows that are there already, or null
    /// @param returning values over the inserted row
    record Insert(
            Logical input,
            TableRules rules,
            boolean buffered,
            @Nullable Conflict conflict,
            List<Expression> returning)
            implements Logical {
        public Insert {
            returning = List.copyOf(returning);
        }

        @Override
        public int width() {
            return returning.size();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(input);
        }
    }

    /// Rows of a table that are updated; gives what is returned of them.
    ///
    /// @param input gives rows of the table, what was joined with them, and the new values
    /// @param places of the columns that are written, in the order of the new values
    /// @param returning values over the new row and what was joined with it
    record Update(Logical input, TableRules rules, List<Integer> places, List<Expression> returning)
            implements Logical {
        public Update {
            places = List.copyOf(places);
            returning = List.copyOf(returning);
        }

        @Override
        public int width() {
            return returning.size();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(input);
        }
    }

    /// Rows of a table that are deleted; gives what is returned of them.
    ///
    /// @param input gives rows of the table and what was joined with them
    record Delete(Logical input, TableRules rules, List<Expression> returning) implements Logical {
        public Delete {
            returning = List.copyOf(returning);
        }

        @Override
        public int width() {
            return returning.size();
        }

        @Override
        public List<Logical> inputs() {
            return List.of(input);
        }
    }

    /// How two are taken together.
    enum Set {
        UNION,
        INTERSECT,
        EXCEPT
    }
}
