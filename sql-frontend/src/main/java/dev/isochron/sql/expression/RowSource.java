package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Rows, one after another; whoever opened it closes it.
public interface RowSource extends AutoCloseable {

    /// No rows.
    RowSource EMPTY = of(Collections.emptyIterator());

    /// The rows of an iterator, which holds nothing that must be given up.
    static RowSource of(Iterator<Value[]> rows) {
        return new RowSource() {
            @Override
            public Value @Nullable [] next() {
                return rows.hasNext() ? rows.next() : null;
            }

            @Override
            public void close() {}
        };
    }

    /// One row.
    static RowSource of(Value[] row) {
        return new RowSource() {
            private Value @Nullable [] next = row;

            @Override
            public Value @Nullable [] next() {
                Value[] given = next;
                next = null;
                return given;
            }

            @Override
            public void close() {}
        };
    }

    /// The next row, or null after the last.
    Value @Nullable [] next();

    /// Gives up what it holds; may be called more than once.
    @Override
    void close();
}
