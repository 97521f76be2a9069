package dev.isochron.shard.lock;

import java.util.EnumSet;
import java.util.Set;

/// The rules that keep a lock table safe and alive, each one a name that can be switched off.
///
/// Production keeps [#all()]. Tests drop one rule at a time to prove that they would notice.
public enum LockRule {
    /// An older request ends a younger holder that has not voted.
    WOUND_YOUNGER,
    /// T5: one that has voted is not ended here.
    SPARE_VOTED,
    /// Attack 27: when an older request waits for one that has voted, its coordinator is asked.
    ASK_COORDINATOR,
    /// A request waits behind older ones that wait, so that none of them starves.
    WAIT_BEHIND_OLDER,
    /// Attack 28: a request waits behind no younger one that merely came earlier.
    QUEUE_BY_AGE,
    /// Attack 28: who holds a weaker lock gets no precedence for a stronger one.
    QUEUE_UPGRADES,
    /// A later attempt ends an earlier one of the same transaction, which nobody waits for any
    /// more.
    END_EARLIER_ATTEMPT,
    /// T5, attack 14: no second entry is made for an attempt that has ended.
    NO_SECOND_ENTRY,
    /// T8, attack 14: who vouches for locks quotes the tenure under which they were taken.
    CHECK_TENURE,
    /// T5: a vote counts only for what is held in full.
    CHECK_LOCKS,
    /// No phantoms: a range and the keys in it know of each other.
    RANGES_MEET_POINTS,
    /// T5: a range is cut back only while nothing else relies on it.
    SHRINK_ONLY_FRESH,
    /// What is released wakes who waited for it.
    WAKE_WAITERS,
    /// Attack 34: newcomers leave room for those who hold locks already.
    RESERVE_FOR_HOLDERS;

    public static Set<LockRule> all() {
        return EnumSet.allOf(LockRule.class);
    }

    public static Set<LockRule> allBut(LockRule dropped) {
        return EnumSet.complementOf(EnumSet.of(dropped));
    }
}
