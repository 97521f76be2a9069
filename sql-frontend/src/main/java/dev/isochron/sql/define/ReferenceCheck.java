package dev.isochron.sql.define;

import dev.isochron.client.txn.Locks;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.change.TableRules;
import dev.isochron.sql.store.Bounds;
import java.util.List;
import java.util.Optional;

/// Looks whether the rows of a table meet a foreign key that is new.
final class ReferenceCheck {

    private final Work work;

    ReferenceCheck(Work work) {
        this.work = work;
    }

    void check(CatalogTable table, Constraint.Reference reference) {
        TableRules rules = work.tables().rules(table);
        for (TableRules.Outgoing outgoing : rules.outgoing()) {
            if (outgoing.reference().equals(reference)) {
                new Backfill(work).forEach(rules.access(), row -> check(table, outgoing, row));
            }
        }
    }

    private void check(CatalogTable table, TableRules.Outgoing outgoing, Value[] row) {
        Optional<List<Value>> values = outgoing.values(table, row);
        if (values.isEmpty()) {
            return;
        }
        Optional<Span> span = new Bounds(values.get(), null, null).span(outgoing.layout());
        boolean isThere =
                span.isPresent()
                        && work
                                .tx()
                                .page(span.get(), Direction.FORWARD, 2, Locks.SHARED)
                                .rows()
                                .stream()
                                .anyMatch(stored -> outgoing.layout().owns(stored.key()));
        if (!isThere) {
            throw TableRules.noParent(table, outgoing, row, work.env().format());
        }
    }
}
