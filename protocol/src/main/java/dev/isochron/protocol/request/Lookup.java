package dev.isochron.protocol.request;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.program.Program;
import java.util.Optional;

/// Something to be read.
public sealed interface Lookup {

    /// The limit of who wants all.
    int ALL = Integer.MAX_VALUE;

    /// The keys that it may touch.
    Span span();

    record Point(Key key) implements Lookup {
        @Override
        public Span span() {
            return Span.point(key);
        }
    }

    /// Rows of a span in key order.
    ///
    /// @param limit rows wanted at most, from 1; the server may stop earlier and says so
    /// @param program what is done with the rows where they live; the limit is of what it gives
    record Range(Span span, Direction direction, int limit, Optional<Program> program)
            implements Lookup {
        public Range {
            if (limit < 1) {
                throw new IllegalArgumentException("a limit is at least 1, not " + limit);
            }
            boolean gathers = program.isPresent() && program.get().gathers();
            if (gathers && (limit != ALL || direction != Direction.FORWARD)) {
                throw new IllegalArgumentException("groups are asked for without a limit");
            }
        }

        /// The rows as they are stored.
        public Range(Span span, Direction direction, int limit) {
            this(span, direction, limit, Optional.empty());
        }

        /// The same of a part.
        public Range within(Span part) {
            return new Range(part, direction, limit, program);
        }
    }

    enum Direction {
        FORWARD,
        REVERSE
    }
}
