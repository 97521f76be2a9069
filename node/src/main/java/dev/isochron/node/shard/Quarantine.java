package dev.isochron.node.shard;

import dev.isochron.node.host.Household;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.shard.state.Applied;
import java.util.Optional;

/// Takes a replica out of service once something of its stored state is not what was written.
///
/// ```
///   a read, a sweep, a snapshot meets a wrong checksum ──┐
///   the others of the shard show something else ─────────┴▶ shown no more ─▶ another's snapshot ─▶
/// ```
///
/// Its log is another file and knows nothing of that: the replica votes as before. What is damaged
/// stays on the disk until the snapshot comes, and where nobody has one it is all that there is.
final class Quarantine {
    private final ReplicaHost<Applied> host;
    private final ShardMachine machine;
    private final Household home;
    private Optional<String> why = Optional.empty();
    private boolean isAloneTold;

    Quarantine(ReplicaHost<Applied> host, ShardMachine machine, Household home) {
        this.host = host;
        this.machine = machine;
        this.home = home;
        this.why = machine.isReadable() ? Optional.empty() : machine.damageOnDisk();
    }

    /// Lets nobody read the state any more if something of it was found damaged, and somebody has
    /// another one. The only replica goes on with what it can read.
    void look() {
        Optional<String> damage = machine.damage();
        if (damage.isEmpty()) {
            return;
        }
        if (host.view().configuration().everyone().size() > 1) {
            give(damage.get());
        } else if (!isAloneTold) {
            isAloneTold = true;
            tell(
                    damage.get()
                            + " is not as it was written, and there is no other replica to have it"
                            + " from. Requests for it are refused; restore it from a backup.");
        }
    }

    /// Others show something else than this replica, and they are the majority.
    void doubted(String what) {
        if (machine.hidesDamage() && host.view().configuration().everyone().size() > 1) {
            give(what);
        }
    }

    private void give(String what) {
        if (machine.lose()) {
            why = Optional.of(what);
            tell(
                    what
                            + " is not what the shard's log made of it. The replica shows nothing"
                            + " until it has the state of another one, which it fetches now; it"
                            + " votes meanwhile. Check the disk and the memory of this machine.");
            host.loseState();
        }
    }

    private void tell(String what) {
        home.ports()
                .operator()
                .tell(
                        "The store of "
                                + home.node()
                                + " is damaged in "
                                + host.group()
                                + ": "
                                + what);
    }

    /// Lets something run that reads the state, and is of no use any more once that is given up.
    void during(Runnable use) {
        try {
            use.run();
        } catch (RequestFailed failed) {
            Optional<String> damage = machine.damage();
            if (damage.isEmpty()) {
                throw failed;
            }
            give(damage.get());
        }
    }

    /// The state is another one.
    void replaced() {
        why = Optional.empty();
    }

    /// Why the replica shows nothing, while it waits for another state.
    Optional<String> reason() {
        return why;
    }
}
