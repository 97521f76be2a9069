package dev.isochron.client.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who leads a shard, as clients hear of it: first-hand, by hearsay, late and in any order.
class ShardCacheTest {

    private static final Place ONE = new Place(1, "one:1");
    private static final Place TWO = new Place(2, "two:1");
    private static final Place THREE = new Place(3, "three:1");

    private final ShardCache cache = new ShardCache();

    @BeforeEach
    void learn() {
        cache.learn(entry(1, Optional.of(ONE)));
    }

    private static ShardEntry entry(long generation, Optional<Place> leader) {
        return new ShardEntry(
                new Route(new ShardId(1), new Generation(generation)),
                Span.ALL,
                List.of(ONE, TWO, THREE),
                leader);
    }

    private Optional<Place> leader() {
        return cache.at(Key.MIN).orElseThrow().leader();
    }

    private void hint(Place from, Place leader) {
        cache.hinted(entry(1, Optional.empty()), from.address(), Optional.of(leader), false);
    }

    private void isUnknownAt(Place from) {
        cache.hinted(entry(1, Optional.empty()), from.address(), Optional.empty(), false);
    }

    private void answers(Place from) {
        cache.answered(entry(1, Optional.empty()), from.address());
    }

    @Test
    void hearsayHelpsAsLongAsNobodyAnswered() {
        hint(THREE, TWO);
        assertEquals(Optional.of(TWO), leader());
    }

    @Test
    void aLateHintDoesNotLeadBackToALeaderThatIsGone() {
        answers(TWO);
        hint(THREE, ONE);
        assertEquals(Optional.of(TWO), leader());
        hint(ONE, THREE);
        assertEquals(Optional.of(TWO), leader());
    }

    @Test
    void aReplicaThatKnowsNobodyWipesNothing() {
        isUnknownAt(THREE);
        assertEquals(Optional.of(ONE), leader());
        answers(TWO);
        isUnknownAt(THREE);
        assertEquals(Optional.of(TWO), leader());
    }

    @Test
    void whoeverLedIsBelievedWhenItSaysThatItDoesNot() {
        answers(ONE);
        hint(ONE, THREE);
        assertEquals(Optional.of(THREE), leader());
        answers(TWO);
        isUnknownAt(TWO);
        assertEquals(Optional.empty(), leader());
    }

    @Test
    void aSilentLeaderIsLeftForWhomOthersName() {
        answers(ONE);
        cache.hinted(entry(1, Optional.empty()), THREE.address(), Optional.of(TWO), true);
        assertEquals(Optional.of(TWO), leader());
    }

    @Test
    void aLeaderThatFailedIsForgottenAndOthersAreNot() {
        answers(ONE);
        cache.leadsNoMore(entry(1, Optional.empty()), TWO.address());
        assertEquals(Optional.of(ONE), leader());
        cache.leadsNoMore(entry(1, Optional.empty()), ONE.address());
        assertEquals(Optional.empty(), leader());
        hint(THREE, TWO);
        assertEquals(Optional.of(TWO), leader());
    }

    @Test
    void aMapOfTheSameGenerationIsHearsayToo() {
        answers(TWO);
        cache.learn(entry(1, Optional.of(ONE)));
        assertEquals(Optional.of(TWO), leader());
        cache.learn(entry(1, Optional.empty()));
        assertEquals(Optional.of(TWO), leader());
    }

    @Test
    void whatANewerShardDoesNotCoverStaysKnown() {
        Key low = Key.ofHex("03");
        Key high = Key.ofHex("07");
        answers(TWO);
        cache.learn(part(2, 2, new Span(low, Optional.of(high)), Optional.of(THREE)));
        assertEquals(Optional.of(TWO), leader());
        assertEquals(new Span(Key.MIN, Optional.of(low)), spanAt(Key.MIN));
        assertEquals(new Span(low, Optional.of(high)), spanAt(Key.ofHex("05")));
        assertEquals(new Span(high, Optional.empty()), spanAt(Key.ofHex("09")));
        cache.learn(part(1, 2, new Span(Key.MIN, Optional.of(low)), Optional.of(ONE)));
        assertEquals(Optional.of(ONE), leader());
        assertEquals(new Span(high, Optional.empty()), spanAt(high));
    }

    private Span spanAt(Key key) {
        return cache.at(key).orElseThrow().span();
    }

    private static ShardEntry part(long shard, long generation, Span span, Optional<Place> leader) {
        Route route = new Route(new ShardId(shard), new Generation(generation));
        return new ShardEntry(route, span, List.of(ONE, TWO, THREE), leader);
    }

    @Test
    void aNewGenerationCountsMoreThanAnAnswer() {
        answers(TWO);
        cache.learn(entry(2, Optional.of(THREE)));
        assertEquals(Optional.of(THREE), leader());
        answers(TWO);
        hint(ONE, ONE);
        assertEquals(Optional.of(THREE), leader());
        cache.learn(entry(1, Optional.of(ONE)));
        assertEquals(Optional.of(THREE), leader());
    }
}
