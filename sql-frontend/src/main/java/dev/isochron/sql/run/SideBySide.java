package dev.isochron.sql.run;

import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup.Direction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Which parts of a scan are asked for at the same time: each of another shard, as far as is known.
final class SideBySide {

    /// As many shards at once. A page has 4 MiB at most, one of groups 1 MiB, so it is this that
    /// bounds what a scan holds.
    static final int MAX = 8;

    private SideBySide() {}

    /// Takes the next parts from what is to be scanned, in its order; the others stay.
    ///
    /// @param atMost how many
    static List<Span> take(
            ArrayDeque<Span> todo, Direction direction, int atMost, StoredReader reader) {
        List<Span> taken = new ArrayList<>();
        while (!todo.isEmpty() && taken.size() < atMost) {
            int free = atMost - taken.size();
            List<Span> pieces = reader.cut(todo.removeFirst(), direction, free + 1);
            int some = Math.min(pieces.size(), free);
            taken.addAll(pieces.subList(0, some));
            pieces.subList(some, pieces.size()).reversed().forEach(todo::addFirst);
        }
        return taken;
    }
}
