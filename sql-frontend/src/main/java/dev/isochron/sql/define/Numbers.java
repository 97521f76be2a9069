package dev.isochron.sql.define;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The first numbers of a sequence that nobody else knows of yet.
final class Numbers {

    private final CatalogSequence sequence;
    private @Nullable Long last;

    Numbers(CatalogSequence sequence) {
        this.sequence = sequence;
    }

    /// The next one.
    Value next() {
        CatalogSequence.Range range = sequence.range();
        Long before = last;
        boolean isUp = range.increment() > 0;
        long end = isUp ? range.max() : range.min();
        boolean isOver =
                before != null
                        && (isUp
                                ? before > end - range.increment()
                                : before < end - range.increment());
        if (isOver && !range.cycle()) {
            throw SqlException.of(
                    SqlCode.SEQUENCE_GENERATOR_LIMIT_EXCEEDED,
                    "nextval: reached %s value of sequence \"%s\" (%d)"
                            .formatted(isUp ? "maximum" : "minimum", sequence.name(), end));
        }
        long first = before == null ? range.start() : isUp ? range.min() : range.max();
        long next = before == null || isOver ? first : before + range.increment();
        last = next;
        return Value.of(next);
    }

    /// The last that was given, if one was.
    OptionalLong last() {
        Long given = last;
        return given == null ? OptionalLong.empty() : OptionalLong.of(given);
    }
}
