package dev.isochron.node.shard;

import dev.isochron.node.host.Household;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.paxos.log.NoRoom;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Place;
import dev.isochron.shard.state.Applied;
import dev.isochron.storage.Pressure;
import java.util.Optional;

/// Why a node does not even look at a request: it has no state, no clock or no room.
final class Refusals {
    private final ReplicaHost<Applied> host;
    private final ShardMachine machine;
    private final HostLease lease;
    private final StoreKeeper keeper;
    private final Household home;

    Refusals(ShardDesk.Parts parts, Household home) {
        this.host = parts.host();
        this.machine = parts.machine();
        this.lease = parts.lease();
        this.keeper = parts.keeper();
        this.home = home;
    }

    /// @param leader who leads the shard, as far as is known here
    Optional<Failure> of(Request request, Optional<Place> leader) {
        if (host.isHalted() || !machine.isReadable()) {
            return Optional.of(new Misrouted.NotLeader(request.route(), leader));
        }
        boolean reads =
                request instanceof Request.SnapshotRead || request instanceof Request.Checksum;
        if (reads && !lease.mayTellTime()) {
            return Optional.of(
                    new Unavailable.ClockUnusable(
                            home.node().value(),
                            "its clock vouches for nothing, or is contradicted"));
        }
        boolean writes = request instanceof Request.Commit || request instanceof Request.Prepare;
        if (!writes) {
            return Optional.empty();
        }
        Optional<NoRoom> room = home.journal().room();
        if (room.isPresent()) {
            return Optional.of(
                    room.get().equals(NoRoom.BUSY)
                            ? new Unavailable.Overloaded("the log of the node")
                            : new Unavailable.DiskFull(home.node().value()));
        }
        return keeper.pressure() == Pressure.STALL
                ? Optional.of(
                        keeper.isFull()
                                ? new Unavailable.DiskFull(home.node().value())
                                : new Unavailable.Overloaded("memory for rows not yet flushed"))
                : Optional.empty();
    }
}
