package dev.isochron.sql.session;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Engine.Compiled;
import dev.isochron.sql.session.Engine.Rows;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A prepared statement with values, before, in and after its run.
final class Portal {
    private final String name;
    private final Prepared prepared;
    private final List<Value> values;
    private final Formats formats;
    private @Nullable Rows rows;
    private @Nullable ArrayDeque<Value[]> kept;
    private boolean done;

    Portal(String name, Prepared prepared, List<Value> values, Formats formats) {
        this.name = name;
        this.prepared = prepared;
        this.values = values;
        this.formats = formats;
    }

    String name() {
        return name;
    }

    Prepared prepared() {
        return prepared;
    }

    List<Value> values() {
        return values;
    }

    Formats formats() {
        return formats;
    }

    Compiled compiled() {
        return prepared.compiled().orElseThrow();
    }

    /// The rows that are under way.
    Optional<Rows> rows() {
        return Optional.ofNullable(rows);
    }

    void begun(Rows now) {
        rows = now;
    }

    /// Takes all rows at once, so that a statement that changes rows is done whole, however few of
    /// them are wanted.
    void keepAll(Rows all) {
        ArrayDeque<Value[]> taken = new ArrayDeque<>();
        for (Value[] row = all.next(); row != null; row = all.next()) {
            taken.add(row);
        }
        kept = taken;
    }

    /// The next row; null at the end.
    Value @Nullable [] next(Rows from) {
        return kept == null ? from.next() : kept.poll();
    }

    void requireRunnable() {
        if (done) {
            throw SqlException.of(
                    SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "portal \"" + name + "\" cannot be run");
        }
    }

    boolean isDone() {
        return done;
    }

    /// It has run to its end.
    void end() {
        close();
        done = true;
    }

    /// As if it had never run.
    void again() {
        close();
        done = false;
    }

    void close() {
        Rows open = rows;
        rows = null;
        kept = null;
        if (open != null) {
            open.close();
        }
    }
}
