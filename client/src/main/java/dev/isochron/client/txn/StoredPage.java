package dev.isochron.client.txn;

import dev.isochron.client.route.Page;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.row.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Some of what a span holds, in the order of the scan.
///
/// @param rest where to go on; absent at the end
public record StoredPage(List<Stored> rows, Optional<Span> rest) {
    public StoredPage {
        rows = List.copyOf(rows);
    }

    /// A page as it is stored.
    public static StoredPage of(Page page) {
        List<Stored> rows = new ArrayList<>(page.rows().size());
        for (Reply.Pair pair : page.rows()) {
            rows.add(new Stored(pair.key(), Row.parse(pair.row().shared())));
        }
        return new StoredPage(rows, page.rest());
    }
}
