package dev.isochron.node.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShardBookTest {

    private final ShardBook book = new ShardBook();

    private static Key key(int number) {
        return Key.ofHex("%02x".formatted(number));
    }

    private static ShardEntry entry(long shard, long generation, int from, int until) {
        return new ShardEntry(
                new Route(new ShardId(shard), new Generation(generation)),
                Span.of(key(from), key(until)),
                List.of(new Place(generation, "host:1")),
                Optional.empty());
    }

    private Route at(int number) {
        return book.at(key(number)).orElseThrow().route();
    }

    private static Route route(long shard, long generation) {
        return new Route(new ShardId(shard), new Generation(generation));
    }

    @Test
    void whatANewerEntryDoesNotCoverStaysAHint() {
        assertTrue(book.learn(entry(1, 4, 10, 90)));
        assertTrue(book.learn(entry(2, 5, 40, 50)));
        assertEquals(route(1, 4), at(39));
        assertEquals(route(2, 5), at(40));
        assertEquals(route(1, 4), at(50));
        assertEquals(3, book.all().size());
        assertEquals(Optional.empty(), book.at(key(9)));
        assertEquals(Optional.empty(), book.at(key(90)));
    }

    @Test
    void anOlderEntryReplacesNothingOfANewerOne() {
        book.learn(entry(1, 4, 10, 90));
        book.learn(entry(2, 5, 40, 90));
        assertFalse(book.learn(entry(1, 4, 10, 90)), "the parent as it was before");
        assertEquals(route(2, 5), at(60));
        assertTrue(book.learn(entry(1, 5, 10, 40)), "and as it is since");
        assertEquals(route(1, 5), at(10));
        assertEquals(2, book.all().size());
    }

    @Test
    void aShardThatOthersCoverIsKnownNoMore() {
        book.learn(entry(1, 4, 10, 90));
        book.learn(entry(2, 5, 40, 90));
        book.learn(entry(1, 6, 10, 90));
        assertEquals(Optional.empty(), book.of(new ShardId(2)));
        assertEquals(route(1, 6), book.of(new ShardId(1)).orElseThrow().route());
        assertEquals(1, book.all().size());
    }

    /// Against a map with a line for each key.
    @Test
    void itKnowsOfEachKeyTheNewestThatItHeard() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            ShardBook known = new ShardBook();
            TreeMap<Integer, ShardEntry> model = new TreeMap<>();
            for (int i = 0; i < 20; i++) {
                int from = random.nextInt(60);
                int until = from + 1 + random.nextInt(40);
                ShardEntry told = entry(1 + random.nextInt(4), 1 + random.nextInt(9), from, until);
                boolean news = known.learn(told);
                boolean isNewest =
                        model.subMap(from, until).values().stream()
                                .noneMatch(other -> other.isNewerThan(told));
                if (news) {
                    assertTrue(isNewest);
                    for (int key = from; key < until; key++) {
                        model.put(key, told);
                    }
                }
                for (int key = 0; key < 100; key++) {
                    assertEquals(
                            Optional.ofNullable(model.get(key)).map(ShardEntry::route),
                            known.at(key(key)).map(ShardEntry::route));
                }
            }
        }
    }
}
