package dev.isochron.sql.engine;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.session.Engine;
import dev.isochron.sql.session.SessionView;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Rows of a statement, and their number at the end.
final class Answer implements Engine.Rows {

    private RowSource rows;
    private @Nullable Supplier<Answer> otherwise;
    private final @Nullable LongSupplier changed;
    private @Nullable FormatSettings settings;
    private long given;

    /// @param changed how many rows were changed, or null: those given are counted
    Answer(RowSource rows, @Nullable LongSupplier changed) {
        this.rows = rows;
        this.changed = changed;
    }

    /// No rows.
    static Answer nothing() {
        return new Answer(RowSource.EMPTY, null);
    }

    static Answer of(List<Value[]> rows) {
        return new Answer(RowSource.of(rows.iterator()), null);
    }

    @Override
    public Value @Nullable [] next() {
        Value[] row = first();
        if (row != null) {
            given++;
        }
        return row;
    }

    private Value @Nullable [] first() {
        Supplier<Answer> other = otherwise;
        if (given > 0 || other == null) {
            return rows.next();
        }
        try {
            return rows.next();
        } catch (FirstRead.Stale e) {
            rows.close();
            otherwise = null;
            rows = other.get().rows;
            return rows.next();
        }
    }

    /// What is answered if it turns out with the first row that the catalog is another.
    Answer orElse(Supplier<Answer> other) {
        otherwise = other;
        return this;
    }

    @Override
    public FormatSettings format(SessionView view) {
        return settings == null ? view.format() : settings;
    }

    /// The same, whose values are written in this way.
    Answer written(FormatSettings how) {
        settings = how;
        return this;
    }

    @Override
    public long count() {
        return changed == null ? given : changed.getAsLong();
    }

    @Override
    public void close() {
        rows.close();
    }
}
