package dev.isochron.txn.world;

import dev.isochron.txn.world.Plan.Limits;
import dev.isochron.txn.world.Plan.Move;
import dev.isochron.txn.world.Plan.Site;
import java.util.EnumSet;
import java.util.List;

/// The worlds that are tried out, each small enough to be tried completely.
final class Plans {

    private static final Limits SOME = new Limits(2, 1, 1, 6);

    /// Without crashes there is room for more time.
    private static final Limits CALM = new Limits(3, 0, 1, 6);

    private Plans() {}

    static Plan oneShard() {
        return plan("one shard", Site.writing()).with(Move.ASK, Move.HORIZON);
    }

    static Plan oneShardBlind() {
        return blind("one shard, blind", Site.writing()).with(Move.ASK, Move.HORIZON);
    }

    static Plan twoWriters() {
        return plan("two writers", Site.writing(), Site.writing());
    }

    static Plan twoBlindWriters() {
        return blind("two blind writers", Site.writing(), Site.writing());
    }

    /// The client asks, while it commits.
    static Plan asking() {
        return plan("two writers, the client asks", Site.writing(), Site.writing()).with(Move.ASK);
    }

    static Plan askingBlind() {
        return blind("two blind writers, the client asks", Site.writing(), Site.writing())
                .with(Move.ASK);
    }

    /// Older transactions want the locks.
    static Plan wounded() {
        return plan("two writers, wounded", Site.writing(), Site.writing()).with(Move.WOUND);
    }

    /// Outcomes are forgotten.
    static Plan forgetting() {
        return plan("two writers, forgetting", Site.writing(), Site.writing()).with(Move.HORIZON);
    }

    static Plan forgettingBlind() {
        return blind("two blind writers, forgetting", Site.writing(), Site.writing())
                .with(Move.HORIZON);
    }

    /// Somebody else writes what a writer read; its read locks are not logged.
    static Plan rivalOfWriter() {
        return plan("two writers and a rival", Site.writing(), Site.writing()).with(Move.RIVAL);
    }

    /// The same, with read locks that are few enough to log.
    static Plan rivalOfLoggedReads() {
        return plan(
                        "two writers that log their reads, and a rival",
                        Site.writing(),
                        Site.writing().loggingReads())
                .with(Move.RIVAL);
    }

    /// The reader's clock is ahead (attack 3).
    static Plan readerAhead() {
        return plan("reader ahead, and a rival", Site.writing(), Site.reading().ahead(4))
                .with(Move.RIVAL);
    }

    /// The coordinator's clock is ahead (attack 4).
    static Plan coordinatorAhead() {
        return plan("coordinator ahead, and a rival", Site.writing().ahead(6), Site.writing())
                .with(Move.RIVAL);
    }

    /// A lease that is shorter than votes like to be.
    static Plan shortLease() {
        return plan(
                        "reader with a short lease, and a rival",
                        Site.writing(),
                        Site.reading().leased(12))
                .with(Move.RIVAL);
    }

    /// One of each kind; the product of three shards leaves room for little time.
    static Plan three() {
        return new Plan(
                "coordinator, writer, reader",
                List.of(Site.writing(), Site.writing(), Site.reading()),
                false,
                new Limits(1, 1, 0, 6),
                EnumSet.noneOf(Move.class));
    }

    /// No crash, but more time: bounds pass and are asked for again.
    static Plan slow() {
        return new Plan(
                "writer and reader, slowly, and a rival",
                List.of(Site.writing(), Site.reading()),
                false,
                CALM,
                EnumSet.of(Move.RIVAL));
    }

    static List<Plan> all() {
        return List.of(
                oneShard(),
                oneShardBlind(),
                twoWriters(),
                twoBlindWriters(),
                asking(),
                askingBlind(),
                wounded(),
                forgetting(),
                forgettingBlind(),
                rivalOfWriter(),
                rivalOfLoggedReads(),
                readerAhead(),
                coordinatorAhead(),
                shortLease(),
                slow(),
                three());
    }

    private static Plan plan(String name, Site... sites) {
        return new Plan(name, List.of(sites), false, SOME, EnumSet.noneOf(Move.class));
    }

    private static Plan blind(String name, Site... sites) {
        return new Plan(name, List.of(sites), true, SOME, EnumSet.noneOf(Move.class));
    }
}
