package dev.isochron.sql.expression;

import java.util.Locale;

/// What a call over a window computes.
public sealed interface WindowFunction {

    /// As the statement calls it.
    String name();

    /// An aggregate of the rows up to the last peer of the current one.
    record OfAggregate(AggregateRoutine routine) implements WindowFunction {
        @Override
        public String name() {
            return routine.name();
        }
    }

    /// A function that there is only over windows.
    record Own(Kind kind) implements WindowFunction {
        @Override
        public String name() {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /// Functions that there are only over windows.
    enum Kind {
        ROW_NUMBER,
        RANK,
        DENSE_RANK,
        LAG,
        LEAD,
        FIRST_VALUE,
        LAST_VALUE
    }
}
