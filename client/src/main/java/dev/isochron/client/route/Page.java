package dev.isochron.client.route;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import java.util.List;
import java.util.Optional;

/// Some rows of a scan.
///
/// @param looked the keys that these rows are all the rows of
/// @param rest where to go on; absent at the end
public record Page(List<Reply.Pair> rows, Span looked, Optional<Span> rest) {
    public Page {
        rows = List.copyOf(rows);
    }
}
