package dev.isochron.shard.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.Turn;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.TxnRecord;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProposalsTest {
    private static final Turn NOW =
            new Turn(new Interval(new Timestamp(1_000), new Timestamp(2_000)), 1);

    private final Proposals proposals = new Proposals(2);

    @BeforeEach
    void begin() {
        proposals.begin(new Ballot(1, 1), false);
    }

    private void add(long at) {
        proposals.add(
                new ShardRecord.Transaction(new TxnRecord.Horizon(new Timestamp(at))),
                Optional.empty());
    }

    @Test
    void whatHasComeToAnEndIsCountedInOrder() {
        for (long at = 1; at <= 3; at++) {
            add(at);
            proposals.take(NOW, false);
        }
        assertEquals(3, proposals.count());
        proposals.fate(2);
        assertEquals(0, proposals.settled(), "the first is still under way");
        proposals.fate(1);
        assertEquals(2, proposals.settled());
        assertEquals(1, proposals.count());
    }

    /// A safe time was told too early: what waited behind an entry under way was settled first, and
    /// counted for it (S2).
    @Test
    void theEndOfALeadershipSettlesNothingThatIsUnderWay() {
        add(1);
        add(2);
        assertEquals(1, proposals.take(NOW, false).size());
        add(3);
        add(4);
        proposals.end();

        assertEquals(0, proposals.settled());
        assertEquals(2, proposals.count());
        proposals.fate(1);
        assertEquals(4, proposals.settled());
        assertEquals(4, proposals.added());
    }
}
