package dev.isochron.sql.define;

import dev.isochron.client.OpenTransaction;
import dev.isochron.sql.bind.Tables;
import dev.isochron.sql.catalog.CatalogChanges;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Routines;
import dev.isochron.sql.store.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What a statement that changes the catalog works with.
public final class Work {

    private final OpenTransaction tx;
    private final CatalogChanges changes;
    private final Tables tables;
    private final Routines routines;
    private final Env env;
    private final Consumer<SqlError> notices;
    private final List<Layout> erased = new ArrayList<>();
    private final List<Restart> restarted = new ArrayList<>();

    /// @param tables by the image that is being changed, always as it is now
    public Work(
            OpenTransaction tx,
            CatalogChanges changes,
            Tables tables,
            Routines routines,
            Env env,
            Consumer<SqlError> notices) {
        this.tx = tx;
        this.changes = changes;
        this.tables = tables;
        this.routines = routines;
        this.env = env;
        this.notices = notices;
    }

    OpenTransaction tx() {
        return tx;
    }

    CatalogChanges changes() {
        return changes;
    }

    CatalogImage image() {
        return changes.image();
    }

    Tables tables() {
        return tables;
    }

    Routines routines() {
        return routines;
    }

    Env env() {
        return env;
    }

    void notice(SqlError notice) {
        notices.accept(notice);
    }

    /// The keys of a layout are to be erased once this is committed.
    void erase(Layout layout) {
        erased.add(layout);
    }

    /// A sequence begins anew once this is committed.
    void restart(CatalogSequence sequence, long value) {
        restarted.add(new Restart(sequence, value));
    }

    /// A sequence that gives this value next.
    public record Restart(CatalogSequence sequence, long value) {}

    /// Sequences that begin anew once this is committed.
    public List<Restart> restarted() {
        return List.copyOf(restarted);
    }

    /// What is to be erased once this is committed.
    public List<Layout> erased() {
        return List.copyOf(erased);
    }
}
