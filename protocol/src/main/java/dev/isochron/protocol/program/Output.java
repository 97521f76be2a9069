package dev.isochron.protocol.program;

import dev.isochron.protocol.schema.ColumnId;
import java.util.List;

/// What is sent of the rows that pass.
public sealed interface Output {

    /// The rows, with these columns of those that they hold.
    ///
    /// @param kept in rising order
    record Rows(List<ColumnId> kept) implements Output {
        public Rows {
            kept = List.copyOf(kept);
        }
    }

    /// One row for each group, in the order in which groups were met first: the values of its keys,
    /// then what is known of each aggregate, as columns 1, 2 and so on.
    ///
    /// @param keys inputs; without any there is one group, even of no rows
    record Groups(List<Integer> keys, List<Aggregate> aggregates) implements Output {
        public Groups {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }
    }

    /// An aggregate of an input; nulls do not count.
    ///
    /// @param input of which it is; -1 for a count of rows
    record Aggregate(Kind kind, int input) {
        public Aggregate {
            if (input < (kind == Kind.COUNT ? -1 : 0)) {
                throw new IllegalArgumentException("an aggregate of nothing");
            }
        }
    }

    /// What is gathered, and what is sent of it.
    enum Kind {
        /// How many: an integer.
        COUNT,
        /// Of integers: a numeric, null if there are none.
        INTEGER_SUM,
        /// Of integers or numerics: how many, and their sum.
        NUMERIC_SUM,
        /// Of the least ones the first; null if there are none.
        LEAST,
        /// Of the greatest ones the first; null if there are none.
        GREATEST;

        /// How many values are sent of it.
        public int width() {
            return this == NUMERIC_SUM ? 2 : 1;
        }
    }
}
