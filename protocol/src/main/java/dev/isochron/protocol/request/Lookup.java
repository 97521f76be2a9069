package dev.isochron.protocol.request;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;

/// Something to be read.
public sealed interface Lookup {

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
    record Range(Span span, Direction direction, int limit) implements Lookup {
        public Range {
            if (limit < 1) {
                throw new IllegalArgumentException("a limit is at least 1, not " + limit);
            }
        }
    }

    enum Direction {
        FORWARD,
        REVERSE
    }
}
