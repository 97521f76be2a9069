package dev.isochron.sql.run;

import dev.isochron.client.route.Traffic;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Counts what each step gives and how long it takes, those below included.
public final class Profile {

    private final List<Count> counts = new ArrayList<>();
    private final Traffic traffic = new Traffic();
    private final boolean timed;

    /// @param timed whether it is told how long things took
    public Profile(boolean timed) {
        this.timed = timed;
    }

    public boolean isTimed() {
        return timed;
    }

    /// What was counted of one step.
    public static final class Count {
        private final Operator step;
        private long rows;
        private long loops;
        private long micros;
        private long requests;

        private Count(Operator step) {
            this.step = step;
        }

        public long rows() {
            return rows;
        }

        public long loops() {
            return loops;
        }

        public long micros() {
            return micros;
        }

        /// What was asked of shards.
        public long requests() {
            return requests;
        }
    }

    /// Whether the step is the very same one, not one that is equal.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Operator a, Operator b) {
        return a == b;
    }

    /// What was counted of a step, if it was begun at all.
    public @Nullable Count of(Operator step) {
        for (Count count : counts) {
            if (isSame(count.step, step)) {
                return count;
            }
        }
        return null;
    }

    /// What all of it asked of shards; its reader counts there.
    public Traffic traffic() {
        return traffic;
    }

    private Count counting(Operator step) {
        Count known = of(step);
        if (known != null) {
            return known;
        }
        Count count = new Count(step);
        counts.add(count);
        return count;
    }

    RowSource counted(Operator step, Supplier<RowSource> opening, LongSupplier clock) {
        Count count = counting(step);
        count.loops++;
        long begun = clock.getAsLong();
        long asked = traffic.requests();
        RowSource rows = opening.get();
        count.micros += clock.getAsLong() - begun;
        count.requests += traffic.requests() - asked;
        return new RowSource() {
            @Override
            public Value @Nullable [] next() {
                long before = clock.getAsLong();
                long askedBefore = traffic.requests();
                Value[] row = rows.next();
                count.micros += clock.getAsLong() - before;
                count.requests += traffic.requests() - askedBefore;
                count.rows += row == null ? 0 : 1;
                return row;
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }
}
