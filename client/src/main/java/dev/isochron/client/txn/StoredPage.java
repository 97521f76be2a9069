package dev.isochron.client.txn;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import java.util.List;
import java.util.Optional;

/// Some of what a span holds, in the order of the scan.
///
/// @param rest where to go on; absent at the end
public record StoredPage(List<Stored> rows, Optional<Span> rest) {
    public StoredPage {
        rows = List.copyOf(rows);
    }
}
