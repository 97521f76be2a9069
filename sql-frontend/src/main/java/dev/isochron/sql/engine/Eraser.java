package dev.isochron.sql.engine;

import dev.isochron.client.Isochron;
import dev.isochron.client.OpenTransaction;
import dev.isochron.client.error.AbortedException;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.sql.store.Layout;
import java.util.List;
import java.util.Optional;

/// Erases what dropped tables and indexes leave behind, some at a time.
final class Eraser {

    private static final int SOME = 1000;

    /// Nobody should be in the way; who is keeps what is there, and nobody finds it.
    private static final int MAX_ATTEMPTS = 10;

    private static final TransactionOptions OPTIONS = TransactionOptions.tagged("erase");

    private final Isochron db;

    Eraser(Isochron db) {
        this.db = db;
    }

    void erase(List<Layout> layouts) {
        layouts.forEach(this::erase);
    }

    private void erase(Layout layout) {
        Optional<Span> rest = Optional.of(layout.withPrefix(List.of()));
        while (rest.isPresent()) {
            rest = some(layout, rest.get());
        }
    }

    /// Nobody else knows of these keys any more, so a snapshot finds them all.
    private Optional<Span> some(Layout layout, Span span) {
        StoredPage page = db.snapshot().page(span, Direction.FORWARD, SOME, Locks.SHARED);
        List<Stored> own =
                page.rows().stream().filter(stored -> layout.owns(stored.key())).toList();
        if (own.isEmpty()) {
            return page.rest();
        }
        try (OpenTransaction tx = db.begin(OPTIONS)) {
            for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
                try {
                    own.forEach(stored ->
                            tx.write(new Write.Delete(stored.key(), Expectation.ANYTHING)));
                    var _ = tx.commit();
                    return page.rest();
                } catch (AbortedException e) {
                    tx.restart();
                }
            }
            return page.rest();
        }
    }
}
