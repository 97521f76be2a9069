package dev.isochron.shard.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A key that no store can take is refused by name, wherever it stands in a request.
class LongKeysTest {

    /// Zero bytes take two each where they are stored.
    private static final Key TOO_LONG = Key.takeOver(new byte[Key.MAX_BYTES]);

    private final World world = new World(List.of(), 2, 0, ShardRules.all());
    private final Group group = world.groups.getFirst();
    private final TxnId txn = new TxnId(new Timestamp(world.now()), 1, 1);
    private final Attempt attempt = new Attempt(txn, new Age(txn), "", "");

    private Reply ask(Request request) {
        List<Reply> replies = new ArrayList<>();
        world.ask(group, group.leader(), request, replies::add);
        for (int i = 0; i < 10 && replies.isEmpty(); i++) {
            while (group.underWay() > 0) {
                world.choose(group);
            }
            world.pass(10_000_000);
        }
        assertEquals(1, replies.size(), request.toString());
        return replies.getFirst();
    }

    private static void assertRefused(Reply reply) {
        Reply.Failed failed = assertInstanceOf(Reply.Failed.class, reply);
        assertInstanceOf(BadInput.LongKey.class, failed.failure());
    }

    private Request snapshot(Lookup lookup) {
        return new Request.SnapshotRead(group.route(), new ReadAt.Strong(true), List.of(lookup));
    }

    private static Share share(Span span, List<Write> writes) {
        return new Share(span, Optional.empty(), List.of(), writes);
    }

    private static Write put(Key key) {
        Map<Integer, Long> cells = new TreeMap<>(Map.of(Cells.A, 1L, Cells.B, 1L));
        return new Write.Put(key, Cells.row(cells), Expectation.ANYTHING);
    }

    @Test
    void aKeyThatIsTooLongIsRefusedWhereverItStands() {
        Key small = Key.of((byte) 1);
        Span all = Span.of(Key.MIN, small);
        assertRefused(ask(snapshot(new Lookup.Point(TOO_LONG))));
        assertRefused(
                ask(snapshot(new Lookup.Range(Span.of(TOO_LONG, small), Direction.FORWARD, 5))));
        assertRefused(
                ask(snapshot(new Lookup.Range(Span.of(Key.MIN, TOO_LONG), Direction.REVERSE, 5))));
        assertRefused(
                ask(
                        new Request.LockingRead(
                                group.route(),
                                attempt,
                                Optional.empty(),
                                List.of(new Lookup.Point(TOO_LONG)),
                                LockMode.whole(),
                                LockWait.WAIT)));
        assertRefused(
                ask(
                        new Request.Commit(
                                group.route(),
                                attempt,
                                TOO_LONG,
                                share(all, List.of(put(TOO_LONG))),
                                List.of(),
                                Timestamp.MIN)));
        assertRefused(
                ask(
                        new Request.Prepare(
                                group.route(),
                                attempt,
                                Optional.of(TOO_LONG),
                                share(Span.of(TOO_LONG, small), List.of()))));
        assertRefused(ask(new Request.AskOutcome(group.route(), TOO_LONG, txn)));
    }

    @Test
    void theLongestKeyThatFitsCanBeWrittenAndScannedPast() {
        int longest = 1;
        while (ReplicaStore.fits(Key.takeOver(new byte[longest + 1]))) {
            longest++;
        }
        Key key = Key.takeOver(new byte[longest]);
        Key next = key.next().orElseThrow();
        assertInstanceOf(
                Reply.Committed.class,
                ask(
                        new Request.Commit(
                                group.route(),
                                attempt,
                                key,
                                share(Span.point(key), List.of(put(key))),
                                List.of(),
                                Timestamp.MIN)));
        Span before = Span.of(Key.MIN, next);
        Span behind = new Span(next, Optional.empty());
        for (Direction direction : Direction.values()) {
            assertEquals(1, rows(new Lookup.Range(before, direction, 5)));
            assertEquals(0, rows(new Lookup.Range(behind, direction, 5)));
        }
        assertEquals(1, rows(new Lookup.Point(key)));
        assertRefused(ask(snapshot(new Lookup.Point(next))));
    }

    private int rows(Lookup lookup) {
        Reply reply = ask(snapshot(lookup));
        Reply.Snapshot shown = assertInstanceOf(Reply.Snapshot.class, reply, lookup.toString());
        return shown.found().getFirst().rows().size();
    }
}
