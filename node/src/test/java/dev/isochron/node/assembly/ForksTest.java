package dev.isochron.node.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.entry.EntryCodec;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// All nodes lost power after a split and before its halves were flushed: of the right half there
/// is a log on each, and its state is in the parent's log alone. Who goes on without it loses it,
/// if the others do so, too.
class ForksTest {
    private static final Ballot BALLOT = new Ballot(1, 1);

    private static final ReplicaImage PARENT = image(1, 5, splitInto(3));
    private static final ReplicaImage NEIGHBOUR = image(2, 1);
    private static final ReplicaImage CHILD = image(3, 2, splitInto(4));
    private static final ReplicaImage GRANDCHILD = image(4, 2);

    private final Forks forks = new Forks();

    private static GroupId group(long shard) {
        return Plan.groupOf(new ShardId(shard));
    }

    private static Entry splitInto(long right) {
        ShardRecord split =
                new ShardRecord.Split(
                        Generation.FIRST,
                        Key.ofHex("50"),
                        new ShardId(right),
                        new Timestamp(7),
                        Bytes.of(new byte[] {1}));
        return EntryCodec.entry(BALLOT, List.of(EntryCodec.encode(split)));
    }

    private static ReplicaImage image(long shard, long begin, Entry... entries) {
        TreeMap<Slot, AcceptedEntry> accepted = new TreeMap<>();
        for (Entry entry : entries) {
            Slot slot = new Slot(begin + accepted.size());
            accepted.put(slot, new AcceptedEntry(slot, BALLOT, entry));
        }
        return new ReplicaImage(
                group(shard),
                new ReplicaId(1),
                new Slot(begin),
                Configuration.initial(List.of(new NodeId(1))),
                BALLOT,
                accepted,
                new Slot(begin).previous(),
                Timestamp.MIN,
                false);
    }

    private void restart(ReplicaImage... found) {
        forks.descend(Descent.in(List.of(found)));
        forks.await(CHILD);
        forks.await(GRANDCHILD);
    }

    @Test
    void aForkWaitsForItsParentWhateverElseLeaves() {
        restart(PARENT, NEIGHBOUR, CHILD, GRANDCHILD);

        assertEquals(List.of(), forks.parentless());
        assertEquals(List.of(), forks.orphansOf(NEIGHBOUR.group()));
        assertTrue(forks.isAwaited(CHILD.group()));
    }

    @Test
    void aForkWaitsNoLongerForAParentThatLeaves() {
        restart(PARENT, NEIGHBOUR, CHILD, GRANDCHILD);

        assertEquals(List.of(CHILD), forks.orphansOf(PARENT.group()));
        assertFalse(forks.isAwaited(CHILD.group()));
        assertTrue(forks.isAwaited(GRANDCHILD.group()));
        assertEquals(List.of(GRANDCHILD), forks.orphansOf(CHILD.group()));
    }

    /// The parent was removed before the restart, or its log is damaged: nobody will split again.
    @Test
    void aForkWhoseParentIsNotInTheLogWaitsForNobody() {
        restart(NEIGHBOUR, CHILD, GRANDCHILD);

        assertEquals(List.of(CHILD), forks.parentless());
        assertTrue(forks.isAwaited(GRANDCHILD.group()));
    }
}
