package dev.isochron.txn;

import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.TxnRecord;
import java.util.Optional;

/// What the shard does for a machine. A step returns some, in the order they are to be done.
public sealed interface Effect {

    /// Propose this record for the log; in the order of these effects.
    record Log(TxnRecord what) implements Effect {}

    /// Send to whoever owns [Parley#to], which may be this shard itself. It claims nothing that is
    /// not applied already, so it leaves at once.
    record Send(Parley message) implements Effect {}

    /// Answer a client, but not before the timestamp is surely past (T3).
    record Answer(Caller caller, Reply reply, Optional<Timestamp> after) implements Effect {}

    /// Take the locks that the share needs and does not hold yet, then check what it read without
    /// locks and what it expects; answer with `secured` or `refused`, now or later. A refusal for
    /// which locks were waited for too long is an abort; nothing of the attempt stays locked then.
    ///
    /// From now on only [Release] ends its locks.
    record Secure(Role role, Attempt attempt, Share share) implements Effect {}

    /// Take the locks of a share that an earlier tenure had prepared; nobody can hold others yet.
    record Hold(TxnRecord.Prepared prepared) implements Effect {}

    /// The attempt's locks in this span are over, also those it waits for; its entry takes no
    /// others.
    record Release(TxnId txn, Span span) implements Effect {}

    /// Call `tick` once this is past; a wish to wake that is not kept delays only what was lost.
    record WakeAt(Timestamp at) implements Effect {}
}
