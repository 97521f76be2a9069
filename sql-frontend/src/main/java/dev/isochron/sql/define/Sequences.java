package dev.isochron.sql.define;

import dev.isochron.sql.bind.WrittenTypes;
import dev.isochron.sql.catalog.CatalogSequence.Range;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.SequenceOption;
import dev.isochron.sql.type.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What sequences count.
final class Sequences {

    private Sequences() {}

    /// What a sequence of a type counts if nothing else is said.
    static Range initial(SqlType type) {
        return new Range(type, 1, 1, 1, highest(type), 1, false);
    }

    private static long highest(SqlType type) {
        return switch (type.id()) {
            case INT2 -> Short.MAX_VALUE;
            case INT4 -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    private static long lowest(SqlType type) {
        return switch (type.id()) {
            case INT2 -> Short.MIN_VALUE;
            case INT4 -> Integer.MIN_VALUE;
            default -> Long.MIN_VALUE;
        };
    }

    /// What a new sequence of a type counts with some options.
    static Range made(List<SequenceOption> options, SqlType type) {
        return range(options, initial(type), true);
    }

    /// What a sequence counts with other options.
    ///
    /// @param before what it counts without them
    static Range range(List<SequenceOption> options, Range before) {
        return range(options, before, false);
    }

    private static Range range(List<SequenceOption> options, Range before, boolean isNew) {
        SqlType type = before.type();
        long increment = before.increment();
        long cache = before.cache();
        boolean cycle = before.cycle();
        for (SequenceOption option : options) {
            switch (option) {
                case SequenceOption.OfType(var written, int position) -> {
                    type = WrittenTypes.of(written);
                    Columns.requireInteger(type, position);
                }
                case SequenceOption.Increment(long by, int position) -> {
                    if (by == 0) {
                        throw invalid(position, "INCREMENT must not be zero");
                    }
                    increment = by;
                }
                case SequenceOption.Cache(long values, int position) -> {
                    if (values < 1) {
                        throw invalid(position, "CACHE (" + values + ") must be greater than zero");
                    }
                    cache = values;
                }
                case SequenceOption.Cycle(boolean on, _) -> cycle = on;
                case SequenceOption.Least _,
                        SequenceOption.Greatest _,
                        SequenceOption.Start _,
                        SequenceOption.Restart _,
                        SequenceOption.OwnedBy _,
                        SequenceOption.Named _ -> {}
            }
        }
        boolean sameKind = type.equals(before.type()) && increment > 0 == before.increment() > 0;
        long min = sameKind ? before.min() : increment > 0 ? 1 : lowest(type);
        long max = sameKind ? before.max() : increment > 0 ? highest(type) : -1;
        return limited(
                options, new Range(type, before.start(), increment, min, max, cache, cycle), isNew);
    }

    private static Range limited(List<SequenceOption> options, Range range, boolean isNew) {
        long min = range.min();
        long max = range.max();
        Long start = isNew ? null : range.start();
        for (SequenceOption option : options) {
            switch (option) {
                case SequenceOption.Least(@Nullable Long value, _) -> {
                    min = value != null ? value : range.increment() > 0 ? 1 : lowest(range.type());
                }
                case SequenceOption.Greatest(@Nullable Long value, _) -> {
                    max =
                            value != null
                                    ? value
                                    : range.increment() > 0 ? highest(range.type()) : -1;
                }
                case SequenceOption.Start(long value, _) -> start = value;
                default -> {}
            }
        }
        if (min >= max) {
            throw invalid(0, "MINVALUE (" + min + ") must be less than MAXVALUE (" + max + ")");
        }
        long begin = start == null ? (range.increment() > 0 ? min : max) : start;
        if (begin < min) {
            throw invalid(
                    0, "START value (" + begin + ") cannot be less than MINVALUE (" + min + ")");
        }
        if (begin > max) {
            throw invalid(
                    0, "START value (" + begin + ") cannot be greater than MAXVALUE (" + max + ")");
        }
        return new Range(
                range.type(), begin, range.increment(), min, max, range.cache(), range.cycle());
    }

    private static SqlException invalid(int position, String message) {
        return SqlException.at(position, SqlCode.INVALID_PARAMETER_VALUE, message);
    }
}
