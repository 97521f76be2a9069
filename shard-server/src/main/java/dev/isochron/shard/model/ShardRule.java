package dev.isochron.shard.model;

import java.util.EnumSet;
import java.util.Set;

/// The rules that keep a shard's promises, each one a name that can be switched off.
///
/// Production keeps [#all()]. Tests drop one rule at a time to prove that they would notice.
public enum ShardRule {
    /// S2, attack 13: a read waits until its timestamp is safe.
    AWAIT_SAFE_TIME,
    /// S2, attack 13: a published safe time counts only once its slot is applied.
    AWAIT_SLOT,
    /// S2: a read waits for prepared transactions that may commit at or below it.
    SUBTRACT_PREPARED,
    /// T1, S2, attack 13: a leader serves once its first entry is applied, behind which no entry of
    /// an earlier leader counts.
    FENCE_EARLIER_LEADERS,
    /// S2, attack 13: a leader's own proposals that are under way count as prepared.
    COUNT_UNDER_WAY,
    /// S2: a safe time is told once all that was under way when it was given is applied.
    TELL_WHAT_IS_SETTLED,
    /// S2: no safe time is told beyond what counts as given.
    TELL_WHAT_IS_GIVEN,
    /// T1, attack 13: a read at the leader counts as giving its timestamp out.
    PUBLISH_READS,
    /// P3: rows are shown under locks only while the lease is held.
    SHOW_WITHIN_LEASE,
    /// T3, attack 22: no reply tells of a version before its timestamp is surely past.
    COMMIT_WAIT,
    /// T3, attack 22: a failure that tells of a row waits like a row.
    FAILURES_WAIT,
    /// What was read without locks is checked under locks before it counts.
    CHECK_READS,
    /// What was read below the horizon cannot be checked any more, and does not count.
    CHECK_WHAT_IS_KNOWN,
    /// A write's expectation is checked under its lock.
    CHECK_EXPECTATIONS,
    /// S1: what an entry comes to is read from the entry and the state, and from no clock.
    APPLY_ASKS_NOBODY,
    /// S1: writes outside the shard's span are refused when they are applied.
    KEEP_TO_SPAN,
    /// A write is late while another prepared transaction may commit below it on the same row.
    DELAY_LATE_WRITES,
    /// Attack 34: requests of transactions that hold locks find room when new ones do not.
    RESERVE_FOR_HOLDERS,
    /// Attacks 2, 7: a request names the generation of the shard that it means.
    CHECK_GENERATION,
    /// Attack 7: while a split is under way its leader gives, votes and serves nothing.
    STOP_FOR_SPLIT,
    /// Attack 26: a shard that is frozen for a merge gives, votes and serves nothing more.
    STOP_FOR_MERGE,
    /// T1, attack 26: a shard gives only timestamps above all that those gave which it took in.
    MERGE_ABOVE_RIGHT,
    /// Attack 26: a merge is proposed once every voter has the right neighbour's last state on
    /// disk.
    MERGE_WHEN_ALL_ARE_READY,
    /// T1, attack 7: what a split made gives only timestamps above all that its parent gave.
    SPLIT_ABOVE_PARENT,
    /// T8, attack 14: no tenure from before a split is given again after it.
    NEW_TENURES_AFTER_SPLIT,
    /// T8: a tenure of a shard that was taken in is known as one that ended, however high a ballot
    /// that had.
    KNOW_TENURES_OF_THE_MERGED,
    /// T5: who goes on after a planned move under the tenure of before still holds its locks.
    INHERIT_LOCKS,
    /// T5, T8: what a leader leaves is taken only by whoever leads next.
    INHERIT_AT_ONCE,
    /// T4: of a commit whose locks go on elsewhere nobody says that they are lost.
    LEAVE_OPEN_WHAT_GOES_ON,
    /// S1, S2: a replica whose stored state was found damaged shows nothing more of it.
    SHOW_NOTHING_DAMAGED,
    /// Attack 25: versions stay that somebody who holds a snapshot may ask for.
    KEEP_WHAT_IS_HELD;

    public static Set<ShardRule> all() {
        return EnumSet.allOf(ShardRule.class);
    }

    public static Set<ShardRule> allBut(ShardRule dropped) {
        return EnumSet.complementOf(EnumSet.of(dropped));
    }
}
