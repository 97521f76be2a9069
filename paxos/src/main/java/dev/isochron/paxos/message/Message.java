package dev.isochron.paxos.message;

import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;

/// One message from one replica to another of the same group.
public sealed interface Message {

    /// "Would you promise me `ballot`?" Changes nothing at the receiver; keeps a replica that was
    /// cut off from deposing a healthy leader when it returns (pre-vote).
    record Canvass(Ballot ballot, Slot chosen) implements Message {}

    /// The answer to [Canvass].
    ///
    /// @param promised what the receiver has promised; a higher one raises the candidate's ballot
    /// @param chosen how far the receiver knows the log, so that a candidate far behind catches up
    record CanvassReply(Ballot ballot, boolean willing, Ballot promised, Slot chosen)
            implements Message {}

    /// Phase 1a for all slots from `from` on.
    ///
    /// @param resignation the predecessor's, if the candidate was shown one
    record Prepare(Ballot ballot, Slot from, Optional<Resignation> resignation)
            implements Message {}

    /// Phase 1b: everything accepted or learned from `from` on.
    ///
    /// @param chosen of the entries, those up to here are known chosen
    /// @param grantedUntil the lease that the receiver may still have granted to another ballot
    /// @param floor no timestamp at or below it may be given by the new leader
    record Promise(
            Ballot ballot,
            Slot from,
            Slot chosen,
            List<AcceptedEntry> accepted,
            Timestamp grantedUntil,
            Timestamp floor)
            implements Message {}

    /// Answer to [Prepare] and [Canvass]: the candidate lacks slots that are chosen and must catch
    /// up before it can lead; the log here has the slots from `begin` to `chosen`.
    record Behind(Ballot ballot, Slot begin, Slot chosen) implements Message {}

    /// Phase 2a for consecutive slots from `first` on; one leader's beat rides along.
    record Accept(Ballot ballot, Slot first, List<Entry> entries, Beat beat) implements Message {}

    /// Phase 2b for `count` slots from `first` on.
    record Accepted(Ballot ballot, Slot first, int count, Pulse pulse) implements Message {}

    /// The leader of `ballot` is there: chosen slots, lease renewal.
    record Heartbeat(Ballot ballot, Beat beat) implements Message {}

    record HeartbeatReply(Ballot ballot, Pulse pulse) implements Message {}

    /// "I have promised `promised`, so I do nothing for `ballot`."
    record Refused(Ballot ballot, Ballot promised) implements Message {}

    /// Asks anyone for chosen values from `from` on, up to about `maxBytes`.
    record Fetch(Slot from, int maxBytes) implements Message {}

    /// Chosen values of consecutive slots; `chosen` tells how far the sender could go on.
    record Chosen(Slot first, List<Entry> entries, Slot chosen) implements Message {}

    /// "My log begins at `begin`, above what you asked for: take a snapshot."
    record Cut(Slot begin) implements Message {}

    /// Asks for the bytes from `offset` on of a snapshot at `at`; [Slot#ZERO] asks for the newest.
    record SnapshotFetch(Slot at, long offset) implements Message {}

    /// One piece of a replica's state with everything up to `at` applied.
    ///
    /// @param configuration governs the slot after `at`
    /// @param crc CRC32C of `bytes`
    @SuppressWarnings(
            "ArrayRecordComponent") // a message is never compared; its bytes are not copied
    record SnapshotChunk(
            Slot at, Configuration configuration, long offset, byte[] bytes, int crc, boolean last)
            implements Message {}

    /// The leader has given up its ballot; `successor`, if named, is asked to take over at once.
    ///
    /// @param estate what the successor is left; nothing in what others are sent
    record Resigned(Resignation resignation, Optional<ReplicaId> successor, Estate estate)
            implements Message {}

    /// Nothing happens and everyone has everything: the lease may lapse and nobody stands for
    /// election until somebody wants something.
    record Quiesce(Ballot ballot, Slot chosen) implements Message {}

    /// "Somebody wants something here": a quiet leader answers with a heartbeat.
    record Wake() implements Message {}

    /// The leader orders its receiver to begin as a learner with this id.
    record Welcome(Configuration configuration) implements Message {}

    /// There is no replica of that id on this node and nothing is remembered of it.
    record Unknown() implements Message {}

    /// The receiver is no member any more: `configuration` was chosen in `slot`.
    record Farewell(Configuration configuration, Slot slot) implements Message {}
}
