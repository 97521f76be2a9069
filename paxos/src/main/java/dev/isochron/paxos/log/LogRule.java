package dev.isochron.paxos.log;

import java.util.EnumSet;
import java.util.Set;

/// The rules that make the log tell the truth, each one a name that can be switched off.
///
/// Production keeps [#all()]. Tests and the simulator drop one at a time to prove that the judge of
/// the promise would see it.
public enum LogRule {
    /// P4: a position counts as durable only after its sync.
    SYNC_BEFORE_CLAIM,
    /// P6: a replica whose records may be among what was lost never votes again.
    LOSS_COSTS_VOTES,
    /// Damage below what was synced is a loss, and not a torn tail to be cut off in silence.
    LOSS_IS_NOT_TORN,
    /// Attack 29: damage that was never synced is cut off, and stops nobody.
    TORN_TAIL_IS_CUT,
    /// Attack 29: what an earlier boot left behind the end of the log stays dead.
    LATER_BOOT_WINS,
    /// What recovery read is written and synced again before anything rests on it: after a failed
    /// sync it may stand in the machine's memory only, and pass for clean.
    REWRITE_BEFORE_RELYING,
    /// Attack 15: a segment goes only when nothing in it is needed.
    HOLD_NEEDED_SEGMENTS,
    /// Attack 15: the store's own facts are copied forward before a segment goes.
    COPY_STORE_FACTS;

    public static Set<LogRule> all() {
        return EnumSet.allOf(LogRule.class);
    }

    public static Set<LogRule> allBut(LogRule dropped) {
        return EnumSet.complementOf(EnumSet.of(dropped));
    }
}
