package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.routine.Args;
import org.jspecify.annotations.Nullable;

/// `(start, end) OVERLAPS (start, end)`: SQL's rules for ends that are unknown or the wrong way
/// round.
final class Overlap {

    private Overlap() {}

    static Value of(Value[] in) {
        Span first = Span.of(in[0], in[1]);
        Span second = Span.of(in[2], in[3]);
        if (first == null || second == null) {
            return Value.Null.NULL;
        }
        int order = ValueOrder.compare(first.start, second.start);
        if (order == 0) {
            return first.end.isNull() || second.end.isNull() ? Value.Null.NULL : Args.bool(true);
        }
        Span earlier = order < 0 ? first : second;
        Span later = order < 0 ? second : first;
        if (earlier.end.isNull()) {
            return Value.Null.NULL;
        }
        if (ValueOrder.compare(later.start, earlier.end) < 0) {
            return Args.bool(true);
        }
        return later.end.isNull() ? Value.Null.NULL : Args.bool(false);
    }

    /// A span with its known bound first; the other may be null.
    private record Span(Value start, Value end) {

        static @Nullable Span of(Value a, Value b) {
            if (a.isNull()) {
                return b.isNull() ? null : new Span(b, a);
            }
            return !b.isNull() && ValueOrder.compare(a, b) > 0 ? new Span(b, a) : new Span(a, b);
        }
    }
}
