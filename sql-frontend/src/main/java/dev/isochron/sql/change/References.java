package dev.isochron.sql.change;

import dev.isochron.client.OpenTransaction;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.run.Execution;
import dev.isochron.sql.store.Bounds;
import dev.isochron.sql.store.Layout;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.store.Wanted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Foreign keys, both ways: looked at when a statement ends, so that it may set right what it
/// broke.
final class References {

    private static final int PAGE = 512;

    /// That a row is there, and stays.
    static final Locks EXISTENCE = Locks.shared(ColumnSet.EXISTENCE);

    private final Changes changes;
    private final OpenTransaction tx;
    private final Execution execution;
    private final ArrayDeque<Gone> gone = new ArrayDeque<>();
    private final TreeMap<Span, Needed> needed = new TreeMap<>();

    /// A row to be referred to that is not there any more, or is another.
    private static final class Gone {
        private final TableRules table;
        private final Value[] before;
        private final Value @Nullable [] after;

        private Gone(TableRules table, Value[] before, Value @Nullable [] after) {
            this.table = table;
            this.before = before;
            this.after = after;
        }
    }

    /// A row that must be there, for the sake of another.
    private static final class Needed {
        private final TableRules child;
        private final TableRules.Outgoing outgoing;
        private final Value[] row;

        private Needed(TableRules child, TableRules.Outgoing outgoing, Value[] row) {
            this.child = child;
            this.outgoing = outgoing;
            this.row = row;
        }
    }

    References(Changes changes, OpenTransaction tx, Execution execution) {
        this.changes = changes;
        this.tx = tx;
        this.execution = execution;
    }

    void inserted(TableRules table, Value[] row) {
        for (TableRules.Outgoing outgoing : table.outgoing()) {
            need(table, outgoing, row);
        }
    }

    private void need(TableRules table, TableRules.Outgoing outgoing, Value[] row) {
        Optional<List<Value>> referred = outgoing.values(table.table(), row);
        if (referred.isEmpty()) {
            return;
        }
        List<Value> values = referred.get();
        Optional<Span> span = new Bounds(values, null, null).span(outgoing.layout());
        if (span.isEmpty()) {
            throw missing(new Needed(table, outgoing, row));
        }
        needed.putIfAbsent(span.get(), new Needed(table, outgoing, row));
    }

    private RuntimeException missing(Needed one) {
        return Violations.noParent(
                one.child.table(),
                one.outgoing.parent().table(),
                one.outgoing.reference(),
                one.row,
                execution.format());
    }

    void deleted(TableRules table, Value[] row) {
        if (!table.incoming().isEmpty()) {
            gone.add(new Gone(table, row, null));
        }
    }

    void updated(TableRules table, Changes.Update update, BitSet written) {
        for (TableRules.Outgoing outgoing : table.outgoing()) {
            if (outgoing.places().stream().anyMatch(written::get)
                    && RowWriter.differ(outgoing.places(), update)) {
                need(table, outgoing, update.after());
            }
        }
        boolean matters =
                table.incoming().stream()
                        .anyMatch(one ->
                                one.places().stream().anyMatch(written::get)
                                        && RowWriter.differ(one.places(), update));
        if (matters) {
            gone.add(new Gone(table, update.before(), update.after()));
        }
    }

    /// Does what follows from rows that are gone, then looks for those that must be there.
    void finish(Bulk bulk) {
        if (!gone.isEmpty() || !needed.isEmpty()) {
            bulk.flush();
        }
        List<Runnable> last = new ArrayList<>();
        while (!gone.isEmpty()) {
            Gone one = gone.removeFirst();
            for (TableRules.Incoming incoming : one.table.incoming()) {
                follow(one, incoming, last);
            }
        }
        last.forEach(Runnable::run);
        requireNeeded();
    }

    private void follow(Gone one, TableRules.Incoming incoming, List<Runnable> last) {
        Value[] after = one.after;
        boolean isDelete = after == null;
        if (after != null
                && !RowWriter.differ(incoming.places(), new Changes.Update(one.before, after))) {
            return;
        }
        for (int place : incoming.places()) {
            if (one.before[place].isNull()) {
                return;
            }
        }
        Constraint.Action action =
                isDelete ? incoming.reference().onDelete() : incoming.reference().onUpdate();
        switch (action) {
            case NO_ACTION, RESTRICT -> last.add(() -> requireNone(one, incoming));
            case CASCADE -> {
                TableRules child = changes.rules().of(incoming.child().table().oid());
                List<Value[]> rows = children(one, incoming, Locks.WHOLE, false);
                if (after == null) {
                    changes.delete(child, rows);
                } else {
                    set(child, incoming, rows, place -> after[place]);
                }
            }
            case SET_NULL -> {
                TableRules child = changes.rules().of(incoming.child().table().oid());
                List<Value[]> rows = children(one, incoming, Locks.WHOLE, false);
                set(child, incoming, rows, _ -> Value.Null.NULL);
            }
            case SET_DEFAULT -> {
                TableRules child = changes.rules().of(incoming.child().table().oid());
                List<Value[]> rows = children(one, incoming, Locks.WHOLE, false);
                setDefaults(child, incoming, rows);
            }
        }
    }

    /// What a referenced column's place becomes.
    private interface NewValue {
        Value at(int parentPlace);
    }

    private void set(
            TableRules child, TableRules.Incoming incoming, List<Value[]> rows, NewValue value) {
        BitSet written = new BitSet();
        incoming.childPlaces().forEach(written::set);
        List<Changes.Update> updates = new ArrayList<>();
        for (Value[] row : rows) {
            Value[] changed = row.clone();
            for (int i = 0; i < incoming.childPlaces().size(); i++) {
                changed[incoming.childPlaces().get(i)] = value.at(incoming.places().get(i));
            }
            updates.add(new Changes.Update(row, changed));
        }
        changes.update(child, updates, written);
    }

    private void setDefaults(TableRules child, TableRules.Incoming incoming, List<Value[]> rows) {
        BitSet written = new BitSet();
        incoming.childPlaces().forEach(written::set);
        List<Changes.Update> updates = new ArrayList<>();
        for (Value[] row : rows) {
            Value[] changed = row.clone();
            for (int place : incoming.childPlaces()) {
                changed[place] = child.initial().get(place).evaluate(row, execution);
            }
            updates.add(new Changes.Update(row, changed));
        }
        changes.update(child, updates, written);
    }

    private void requireNone(Gone one, TableRules.Incoming incoming) {
        if (!children(one, incoming, EXISTENCE, true).isEmpty() && !isThereAgain(one, incoming)) {
            throw Violations.stillReferenced(
                    one.table.table(),
                    incoming.child().table(),
                    incoming.reference(),
                    one.before,
                    execution.format());
        }
    }

    /// Whether another row has the values that this one had.
    private boolean isThereAgain(Gone one, TableRules.Incoming incoming) {
        TableRules child = changes.rules().of(incoming.child().table().oid());
        for (TableRules.Outgoing outgoing : child.outgoing()) {
            if (outgoing.reference().equals(incoming.reference())) {
                List<Value> values = new ArrayList<>();
                for (int i = 0; i < outgoing.places().size(); i++) {
                    values.add(one.before[outgoing.layout().keyPlaces().get(i)]);
                }
                return new Bounds(values, null, null)
                        .span(outgoing.layout())
                        .map(span -> isThere(span, outgoing.layout()))
                        .orElse(false);
            }
        }
        return false;
    }

    private boolean isThere(Span span, Layout layout) {
        return tx.page(span, Direction.FORWARD, 2, EXISTENCE).rows().stream()
                .anyMatch(stored -> layout.owns(stored.key()));
    }

    /// The rows that refer to one that is gone.
    ///
    /// @param first whether one is enough
    private List<Value[]> children(
            Gone gone, TableRules.Incoming incoming, Locks locks, boolean first) {
        List<Value> known = new ArrayList<>();
        for (int i = 0; i < incoming.known(); i++) {
            int child = incoming.layout().keyPlaces().get(i);
            int at = incoming.childPlaces().indexOf(child);
            known.add(gone.before[incoming.places().get(at)]);
        }
        Optional<Span> rest = new Bounds(known, null, null).span(incoming.layout());
        List<Value[]> rows = new ArrayList<>();
        while (rest.isPresent()) {
            execution.checkCancelled();
            StoredPage page = tx.page(rest.get(), Direction.FORWARD, PAGE, locks);
            for (Value[] row : rowsOf(page, incoming, locks)) {
                if (refers(row, incoming, gone.before)) {
                    rows.add(row);
                }
            }
            rest = first && !rows.isEmpty() ? Optional.empty() : page.rest();
        }
        return rows;
    }

    private List<Value[]> rowsOf(StoredPage page, TableRules.Incoming incoming, Locks locks) {
        TableAccess child = incoming.child();
        Layout layout = incoming.layout();
        Wanted all = Wanted.all(child.width());
        List<Value[]> rows = new ArrayList<>();
        if (layout.equals(child)) {
            for (Stored stored : page.rows()) {
                if (child.owns(stored.key())) {
                    rows.add(child.decode(stored.key(), stored.row(), all));
                }
            }
            return rows;
        }
        List<Key> keys = new ArrayList<>();
        for (Stored stored : page.rows()) {
            if (layout.owns(stored.key())) {
                keys.add(layout.rowKey(stored.key()));
            }
        }
        if (!keys.isEmpty()) {
            SortedMap<Key, Row> found = tx.points(keys, locks);
            found.forEach((key, row) -> rows.add(child.decode(key, row, all)));
        }
        return rows;
    }

    private static boolean refers(Value[] row, TableRules.Incoming incoming, Value[] parent) {
        for (int i = 0; i < incoming.places().size(); i++) {
            Value own = row[incoming.childPlaces().get(i)];
            if (own.isNull() || ValueOrder.compare(own, parent[incoming.places().get(i)]) != 0) {
                return false;
            }
        }
        return true;
    }

    /// The keys of rows that new ones refer to, as far as they are keys of tables that others know.
    Set<Key> parents(TableRules table, List<Value[]> rows) {
        Set<Key> parents = new TreeSet<>();
        for (TableRules.Outgoing outgoing : table.outgoing()) {
            TableAccess parent = outgoing.parent();
            if (outgoing.layout().equals(parent) && !changes.isFresh(parent)) {
                rows.forEach(row -> parentOf(outgoing, row).ifPresent(parents::add));
            }
        }
        return parents;
    }

    private static Optional<Key> parentOf(TableRules.Outgoing outgoing, Value[] row) {
        TableAccess parent = outgoing.parent();
        List<Value> values = new ArrayList<>();
        for (int place : outgoing.places()) {
            Value value = Bounds.fit(parent.keyDeclarations().get(values.size()), row[place]);
            if (value == null || value.isNull()) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(parent.key(values));
    }

    private void requireNeeded() {
        SortedMap<Key, Needed> points = new TreeMap<>();
        SortedMap<Span, Needed> spans = new TreeMap<>();
        needed.forEach((span, one) -> {
            TableAccess parent = one.outgoing.parent();
            if (one.outgoing.layout().equals(parent)) {
                List<Value> values = new ArrayList<>();
                one.outgoing
                        .places()
                        .forEach(
                                place -> values.add(fitted(parent, values.size(), one.row[place])));
                points.put(parent.key(values), one);
            } else {
                spans.put(span, one);
            }
        });
        needed.clear();
        if (!points.isEmpty()) {
            SortedMap<Key, Row> found = tx.points(points.keySet(), EXISTENCE);
            points.forEach((key, one) -> {
                if (!found.containsKey(key)) {
                    throw missing(one);
                }
            });
        }
        if (!spans.isEmpty()) {
            SortedMap<Span, StoredPage> found = tx.pages(spans.keySet(), 2, EXISTENCE);
            spans.forEach((span, one) -> {
                StoredPage page = found.get(span);
                Layout layout = one.outgoing.layout();
                if (page == null || page.rows().stream().noneMatch(s -> layout.owns(s.key()))) {
                    throw missing(one);
                }
            });
        }
    }

    private static Value fitted(TableAccess parent, int column, Value value) {
        Value fitted = Bounds.fit(parent.keyDeclarations().get(column), value);
        return fitted == null ? value : fitted;
    }
}
