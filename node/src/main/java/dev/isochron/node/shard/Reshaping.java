package dev.isochron.node.shard;

import dev.isochron.node.host.ReplicaHost;
import dev.isochron.node.machine.MemberList;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.ShardReplica;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.Lineage;
import dev.isochron.shard.model.Turn;
import dev.isochron.shard.state.Applied;
import dev.isochron.truetime.Timestamp;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What changes a shard as a whole, asked of one of its replicas: only the one that leads does
/// anything, and only for the generation that is meant.
public final class Reshaping {
    private final ReplicaHost<Applied> host;
    private final ShardMachine machine;
    private final Supplier<Turn> turns;
    private final Runnable whenAsked;
    private @Nullable Consumer<SplitFate> splitter;

    /// @param whenAsked runs when something was proposed
    Reshaping(
            ReplicaHost<Applied> host,
            ShardMachine machine,
            Supplier<Turn> turns,
            Runnable whenAsked) {
        this.host = host;
        this.machine = machine;
        this.turns = turns;
        this.whenAsked = whenAsked;
    }

    private ShardReplica replica() {
        return machine.replica();
    }

    /// Makes everything from `border` on another shard, if this replica leads this one at the
    /// generation that is meant; `asker` is told once.
    ///
    /// @param right a shard of which nobody ever heard
    public void split(Route meant, Key border, ShardId right, Consumer<SplitFate> asker) {
        Optional<String> objection = objection(meant);
        if (objection.isPresent()) {
            asker.accept(new SplitFate.Refused(objection.get()));
            return;
        }
        if (replica().split(turns.get(), border, right, members())) {
            splitter = asker;
            whenAsked.run();
        } else {
            asker.accept(
                    new SplitFate.Refused(
                            "it does not lead now, or %s is not inside of it, or it took %s in"
                                    .formatted(border, right)));
        }
    }

    /// Why this replica would do nothing now; nothing if it leads that generation and its members
    /// stay as they are.
    public Optional<String> objection(Route meant) {
        if (host.isHalted() || !machine.isReadable() || !replica().isLeading()) {
            return Optional.of("this replica of " + meant.shard() + " does not lead");
        }
        if (!replica().entry().route().equals(meant)) {
            return Optional.of("it is " + replica().entry().route() + " by now");
        }
        Configuration now = host.view().configuration();
        return now.isJoint() || !now.learners().isEmpty()
                ? Optional.of("its members are being changed")
                : Optional.empty();
    }

    private byte[] members() {
        Configuration now = host.view().configuration();
        ByteBuffer members = ByteBuffer.allocate(MemberList.bytesOf(now));
        MemberList.put(members, now);
        return members.array();
    }

    /// Whoever asked for a split is told once nothing of it is open any more.
    void answer() {
        Consumer<SplitFate> asker = splitter;
        if (asker == null || replica().isUndecided()) {
            return;
        }
        splitter = null;
        asker.accept(
                replica().isLeading()
                        ? new SplitFate.Done(replica().entry())
                        : new SplitFate.Unknown());
    }

    /// What to tell of the right halves of a split that was applied here: whoever asks for a key of
    /// one from now on is told who will have it.
    ///
    /// @param before the keys of the whole
    /// @param leader of the left half, and of the right one as well if all goes well
    List<ShardEntry> rightHalves(List<Applied.Forked> forks, Span before, Optional<Place> leader) {
        ShardEntry left = replica().entry();
        return forks.stream()
                .map(fork ->
                        new ShardEntry(
                                new Route(fork.shard(), left.route().generation()),
                                before.splitAt(left.span().until().orElseThrow()).right(),
                                left.replicas(),
                                left.learners(),
                                leader))
                .toList();
    }

    // -- merges ------------------------------------------------------------------------------

    /// Stops this shard for good, unless it is thawed: its left neighbour is to take it in.
    public void freezeFor(Route meant, Lineage.Leaving into) {
        if (objection(meant).isEmpty() && replica().freezeFor(turns.get(), into)) {
            whenAsked.run();
        }
    }

    /// A shard that was frozen for this goes on, since nothing comes of it.
    public void thaw(Lineage.Leaving into) {
        if (!leaving().equals(Optional.of(into))) {
            return;
        }
        if (replica().thaw()) {
            whenAsked.run();
        } else {
            host.poke();
        }
    }

    /// Takes in the right neighbour, whose state is on the disk of each voter.
    public void merge(Route meant, ShardRecord.Right right, Timestamp floor) {
        if (objection(meant).isEmpty() && replica().merge(turns.get(), right, floor, members())) {
            whenAsked.run();
        }
    }

    /// Goes on to the next generation, so that what is frozen for this one is never taken in.
    public void decline(Generation from) {
        boolean isLeading = !host.isHalted() && machine.isReadable() && replica().isLeading();
        if (isLeading && replica().state().generation().equals(from)) {
            replica().decline();
            whenAsked.run();
        }
    }

    /// Another replica of this store has its keys and state from now on.
    public void takenIn() {
        machine.takenIn();
        whenAsked.run();
    }

    // -- what can be seen --------------------------------------------------------------------

    /// Into what this shard is to be merged, if it is frozen.
    public Optional<Lineage.Leaving> leaving() {
        return lineage().leaving();
    }

    /// Whether a restart would find it frozen.
    public boolean isFrozenOnDisk() {
        return machine.isReadable() && machine.isFrozenOnDisk();
    }

    /// Nothing that it gave, published, served or vouched for up to its last entry is above.
    public Timestamp highest() {
        return replica().state().highest();
    }

    /// What it took in; nothing while it has no state.
    public Lineage lineage() {
        return machine.isReadable() ? replica().state().lineage() : Lineage.NONE;
    }

    /// Whether it has a state.
    public boolean isReadable() {
        return machine.isReadable();
    }
}
