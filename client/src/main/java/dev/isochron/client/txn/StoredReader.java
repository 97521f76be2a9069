package dev.isochron.client.txn;

import dev.isochron.client.route.Traffic;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.row.Row;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Reads of keys and bytes, for those who lay out rows themselves, as the SQL front end does.
///
/// Every method may throw `UnavailableException` and, inside a transaction, `AbortedException`.
public interface StoredReader {

    /// What these keys hold; each shard is asked once. Keys that hold nothing are not in the
    /// answer.
    ///
    /// @param locks that a transaction takes; a snapshot takes none
    SortedMap<Key, Row> points(Collection<Key> keys, Locks locks);

    /// What one key holds; null if it holds nothing.
    ///
    /// @param locks that a transaction takes; a snapshot takes none
    default @Nullable Row point(Key key, Locks locks) {
        return points(List.of(key), locks).get(key);
    }

    /// From now on what is asked of shards is counted; null ends it.
    default void count(@Nullable Traffic traffic) {}

    /// How long locks of others were in the way until now, the sum of what shards say.
    default Duration lockWait() {
        return Duration.ZERO;
    }

    /// The first of what each of several spans holds, in the order of keys, as far as one shard has
    /// it; each shard is asked once. Reading on is [#page]'s.
    ///
    /// @param limit how much is asked for of each span, from 1; own writes may make it more or less
    /// @param locks that a transaction takes, as far as the pages reach; a snapshot takes none
    SortedMap<Span, StoredPage> pages(Collection<Span> spans, int limit, Locks locks);

    /// The next of what a span holds, in the order of keys or against it, all of one shard.
    ///
    /// @param limit how much is asked of the shard, from 1; own writes may make it more or less
    /// @param locks that a transaction takes, as far as the page reaches; a snapshot takes none
    StoredPage page(Span span, Direction direction, int limit, Locks locks);

    /// The same of a range with a program. Where the transaction has writes of its own the program
    /// is left out: whoever asks looks at each row again.
    default StoredPage page(Lookup.Range range, Locks locks) {
        return page(range.span(), range.direction(), range.limit(), locks);
    }

    /// The groups of the next part of a range whose program gathers, all of one shard; each row
    /// comes with a key that says nothing. Nothing if rows have to be read, because the transaction
    /// has writes of its own there.
    default Optional<StoredPage> groups(Lookup.Range range, Locks locks) {
        return Optional.empty();
    }

    /// The next of each of several ranges, as [#page] gives it; their shards are asked side by
    /// side.
    default List<StoredPage> pages(List<Lookup.Range> ranges, Locks locks) {
        return ranges.stream().map(range -> page(range, locks)).toList();
    }

    /// The same of ranges whose programs gather, as [#groups] gives it.
    default List<Optional<StoredPage>> groups(List<Lookup.Range> ranges, Locks locks) {
        return ranges.stream().map(range -> groups(range, locks)).toList();
    }

    /// Cuts a span where shards are cut, as far as is known, in the order of a scan; the last piece
    /// may be of several shards.
    ///
    /// @param atMost how many pieces, from 1
    default List<Span> cut(Span span, Direction direction, int atMost) {
        return List.of(span);
    }
}
