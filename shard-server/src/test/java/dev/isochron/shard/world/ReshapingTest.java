package dev.isochron.shard.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.ShardReplica;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.Held;
import dev.isochron.shard.model.Lineage;
import dev.isochron.shard.model.ShardEffects;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageJob;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Attacks 2, 7, 14, 26 and 38, as far as one replica answers them: what a shard that is split or
/// merged must stay above, must not serve and must not grant again. Each rule but that of 38 is
/// switched off once.
class ReshapingTest {
    private static final long MILLI = 1_000_000;
    private static final Key BORDER = Key.of((byte) 100);
    private static final Key LEFT = Key.of((byte) 1);
    private static final Key RIGHT = Key.of((byte) 200);
    private static final ShardId CHILD = new ShardId(9);
    private static final byte[] MEMBERS = {1};

    private ShardRules rules = ShardRules.all();
    private World world = world();
    private Group group = world.groups.getFirst();

    /// The leader's clock is ahead, the follower's behind, each by what its interval admits.
    private World world() {
        World made = new World(List.of(), 2, 5 * MILLI, rules);
        made.offsets.put(11, 5 * MILLI);
        made.offsets.put(12, -5 * MILLI);
        return made;
    }

    private void without(ShardRule rule) {
        rules = ShardRules.allBut(rule);
        world = world();
        group = world.groups.getFirst();
    }

    /// The right half of the split, as it lives beside one replica of the left one.
    private final class Child {
        final Group.Member beside;
        final Grants grants;
        final ShardReplica replica;

        Child(Group.Member beside) {
            this.beside = beside;
            grants = new Grants(beside.grants::now);
            replica =
                    new ShardReplica(
                            beside.storage.replica(CHILD).orElseThrow(),
                            new ShardReplica.Environment(
                                    grants,
                                    ShardSettings.usual(),
                                    rules,
                                    new Held(),
                                    key -> new RowName(key, key.toString()),
                                    _ -> true));
            replica.shape(group.entry.replicas(), List.of(), Optional.empty());
        }

        /// Leads under a ballot that the left half never knew.
        void lead() {
            grants.begin(Timestamp.MIN, new Timestamp(world.now() + World.LEASE));
            replica.leads(world.turn(beside), new Ballot(7, beside.number));
            settle();
        }

        /// Whatever it proposes is chosen, and applied here and by the others.
        void settle(Child... others) {
            for (ShardEffects.Proposal one : replica.drain(world.turn(beside)).propose()) {
                Slot slot = replica.applied().next();
                Entry entry = one.entry();
                replica.apply(world.turn(beside), slot, entry);
                for (Child other : others) {
                    other.replica.apply(world.turn(other.beside), slot, entry);
                }
                replica.settled(world.turn(beside), one.number());
            }
        }
    }

    private Group.Member follower() {
        return group.members.getLast();
    }

    private void split() {
        Group.Member leader = group.leader();
        assertTrue(leader.replica.split(world.turn(leader), BORDER, CHILD, MEMBERS));
        world.drain(group, leader);
        world.choose(group);
        world.apply(group, follower());
    }

    private Reply ask(Request request) {
        List<Reply> replies = new ArrayList<>();
        world.ask(group, group.leader(), request, replies::add);
        for (int i = 0; i < 10 && replies.isEmpty(); i++) {
            world.pass(5 * MILLI);
        }
        return replies.getFirst();
    }

    private Reply lock(long generation, Key key) {
        TxnId txn = new TxnId(new Timestamp(world.now()), 1, 1);
        Attempt attempt = new Attempt(txn, new Age(txn), "", "");
        return ask(
                new Request.LockingRead(
                        new Route(group.shard, new Generation(generation)),
                        attempt,
                        Optional.empty(),
                        List.of(new Lookup.Point(key)),
                        LockMode.whole(),
                        LockWait.WAIT));
    }

    @Test
    void attack07AChildGivesNothingUpToWhatItsParentServed() {
        assertTrue(childStaysAboveWhatWasServed());
    }

    @Test
    void attack07WithoutTheRuleItMay() {
        without(ShardRule.SPLIT_ABOVE_PARENT);
        assertFalse(childStaysAboveWhatWasServed());
    }

    /// A read in the parent counts as given before its reply waits; the split comes at once.
    private boolean childStaysAboveWhatWasServed() {
        Group.Member leader = group.leader();
        Timestamp served = leader.grants.now().latest();
        Request strong =
                new Request.SnapshotRead(
                        new Route(group.shard, Generation.FIRST),
                        new ReadAt.Strong(false),
                        List.of(new Lookup.Point(RIGHT)));
        world.ask(group, leader, strong, _ -> {});
        split();
        Child child = new Child(follower());
        child.lead();
        return child.grants.give(Timestamp.MIN).orElseThrow().isAfter(served);
    }

    @Test
    void attack07NothingIsServedWhileASplitIsUnderWay() {
        Group.Member leader = group.leader();
        leader.replica.split(world.turn(leader), BORDER, CHILD, MEMBERS);
        assertFalse(leader.replica.isLeading());
        world.drain(group, leader);
        assertInstanceOf(Misrouted.NotLeader.class, failure(lock(1, RIGHT)));
    }

    @Test
    void attack07WithoutTheRuleTheParentGoesOn() {
        without(ShardRule.STOP_FOR_SPLIT);
        Group.Member leader = group.leader();
        leader.replica.split(world.turn(leader), BORDER, CHILD, MEMBERS);
        assertTrue(leader.replica.isLeading());
        world.drain(group, leader);
        assertInstanceOf(Reply.Locked.class, lock(1, RIGHT));
    }

    private static Object failure(Reply reply) {
        return assertInstanceOf(Reply.Failed.class, reply).failure();
    }

    @Test
    void attack02WhoMeansAnotherGenerationIsToldOfThisOne() {
        split();
        Misrouted.WrongShard told =
                assertInstanceOf(Misrouted.WrongShard.class, failure(lock(1, RIGHT)));
        assertEquals(new Generation(2), told.current().route().generation());
        assertInstanceOf(Misrouted.WrongShard.class, failure(lock(1, LEFT)));
        assertInstanceOf(Reply.Locked.class, lock(2, LEFT));
    }

    @Test
    void attack02WithoutTheRuleItTakesWhatIsNotItsOwn() {
        without(ShardRule.CHECK_GENERATION);
        split();
        assertThrows(IllegalArgumentException.class, () -> lock(1, RIGHT));
    }

    @Test
    void attack38AReplicaThatLagsNamesNobody() {
        Group.Member leader = group.leader();
        leader.replica.split(world.turn(leader), BORDER, CHILD, MEMBERS);
        world.drain(group, leader);
        world.choose(group);
        List<Reply> replies = new ArrayList<>();
        Route newer = new Route(group.shard, new Generation(2));
        Request read =
                new Request.SnapshotRead(
                        newer, new ReadAt.Strong(false), List.of(new Lookup.Point(LEFT)));
        world.ask(group, follower(), read, replies::add);
        assertInstanceOf(Misrouted.NotLeader.class, failure(replies.getFirst()));
    }

    @Test
    void attack14NoTenureFromBeforeASplitIsGivenAgain() {
        Tenure before = assertInstanceOf(Reply.Locked.class, lock(1, LEFT)).tenure();
        split();
        assertNotEquals(before, assertInstanceOf(Reply.Locked.class, lock(2, LEFT)).tenure());
    }

    @Test
    void attack14WithoutTheRuleLocksThatWereLostSeemToBeHeld() {
        without(ShardRule.NEW_TENURES_AFTER_SPLIT);
        Tenure before = assertInstanceOf(Reply.Locked.class, lock(1, LEFT)).tenure();
        split();
        assertEquals(before, assertInstanceOf(Reply.Locked.class, lock(2, LEFT)).tenure());
    }

    // Merges.

    /// Splits the shard, lets the right half be led where the clock is ahead and frozen there, and
    /// flushes both halves beside the left one's leader, whose clock is behind.
    private Timestamp freeze() {
        world.offsets.put(11, -5 * MILLI);
        world.offsets.put(12, 5 * MILLI);
        split();
        Child right = new Child(follower());
        Child other = new Child(group.leader());
        right.grants.begin(Timestamp.MIN, new Timestamp(world.now() + World.LEASE));
        right.replica.leads(world.turn(right.beside), new Ballot(7, 2));
        right.settle(other);
        assertTrue(right.replica.isLeading());
        Lineage.Leaving into = new Lineage.Leaving(group.shard, new Generation(2));
        assertTrue(right.replica.freezeFor(world.turn(right.beside), into));
        right.settle(other);
        assertEquals(!rules.keeps(ShardRule.STOP_FOR_MERGE), right.replica.isLeading());
        group.leader().replica.freeze(MEMBERS);
        other.replica.freeze(MEMBERS);
        flush(group.leader().storage);
        return right.replica.state().highest();
    }

    private static void flush(Storage storage) {
        for (Optional<StorageJob> job = storage.startJob();
                job.isPresent();
                job = storage.startJob()) {
            job.get().write();
            job.get().sync();
            storage.completed(job.get());
        }
    }

    private Timestamp mergedAndGiven(Timestamp floor) {
        Group.Member leader = group.leader();
        ShardRecord.Right right =
                new ShardRecord.Right(
                        new Route(CHILD, new Generation(3)), new Span(BORDER, Optional.empty()));
        assertTrue(leader.replica.merge(world.turn(leader), right, floor, MEMBERS));
        assertFalse(leader.replica.isLeading());
        world.drain(group, leader);
        world.choose(group);
        assertTrue(leader.replica.isLeading());
        assertEquals(Span.ALL, leader.replica.entry().span());
        return leader.grants.give(Timestamp.MIN).orElseThrow();
    }

    @Test
    void attack26WhoTakesAnotherInGivesOnlyAboveIt() {
        Timestamp floor = freeze();
        assertTrue(mergedAndGiven(floor).isAfter(floor));
    }

    @Test
    void attack26WithoutTheRuleItMayGiveLess() {
        without(ShardRule.MERGE_ABOVE_RIGHT);
        Timestamp floor = freeze();
        assertFalse(mergedAndGiven(floor).isAfter(floor));
    }

    @Test
    void attack26AFrozenShardIsLedByNobody() {
        freeze();
    }

    @Test
    void attack26WithoutTheRuleItsLeaderGoesOn() {
        without(ShardRule.STOP_FOR_MERGE);
        freeze();
    }

    @Test
    void attack14NoTenureOfAnyOfTheTwoIsGivenAgainAfterAMerge() {
        Timestamp floor = freeze();
        mergedAndGiven(floor);
        Tenure after = assertInstanceOf(Reply.Locked.class, lock(4, RIGHT)).tenure();
        assertTrue(after.entry() > floor.nanos(), after.toString());
    }

    @Test
    void attack14WhoHeldLocksInAShardThatWasTakenInIsToldThatTheyAreLost() {
        mergedAndGiven(freeze());
        assertInstanceOf(Aborted.LocksLost.class, failure(refreshAsOfTheMerged()));
    }

    /// The client had cut what it wrote for two shards, which are one when the second part arrives.
    @Test
    void attack14WhoVotedInOneOfTwoMergedShardsBeginsAgain() {
        assertFalse(prepared(LEFT).isPresent());
        assertInstanceOf(Aborted.LocksLost.class, prepared(RIGHT).orElseThrow());
    }

    /// Sends a share of a transaction that is coordinated elsewhere; why the vote was "no".
    private Optional<Object> prepared(Key key) {
        TxnId txn = new TxnId(new Timestamp(1), 1, 1);
        Write write = new Write.Put(key, Bytes.takeOver(new byte[1]), Write.Expectation.ANYTHING);
        Request prepare =
                new Request.Prepare(
                        new Route(group.shard, Generation.FIRST),
                        new Attempt(txn, new Age(txn), "", ""),
                        Optional.of(Key.of((byte) 50)),
                        new Share(Span.point(key), Optional.empty(), List.of(), List.of(write)));
        List<Reply> replies = new ArrayList<>();
        world.ask(group, group.leader(), prepare, replies::add);
        world.pass(5 * MILLI);
        return replies.stream().map(ReshapingTest::failure).findFirst();
    }

    @Test
    void attack14WithoutTheRuleItIsSentToALeaderThatNeverWas() {
        without(ShardRule.KNOW_TENURES_OF_THE_MERGED);
        mergedAndGiven(freeze());
        assertInstanceOf(Misrouted.NotLeader.class, failure(refreshAsOfTheMerged()));
    }

    /// An order to split may be told again when the halves are one shard already: all nodes know
    /// that its right half is no more, and none would keep its rows.
    @Test
    void noShardThatWasTakenInBeginsAgain() {
        mergedAndGiven(freeze());
        Group.Member leader = group.leader();
        assertFalse(leader.replica.split(world.turn(leader), BORDER, CHILD, MEMBERS));
        assertTrue(leader.replica.split(world.turn(leader), BORDER, new ShardId(10), MEMBERS));
    }

    /// By a tenure of the right shard's leader, whose ballot is far above the left one's.
    private Reply refreshAsOfTheMerged() {
        return ask(
                new Request.Refresh(
                        new Route(group.shard, new Generation(4)),
                        new TxnId(new Timestamp(world.now()), 1, 1),
                        new Tenure(7, 2, 1)));
    }
}
