package dev.isochron.paxos.message;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.truetime.Timestamp;

/// The leader of `ballot` has given up its lease for good. Whoever follows gives no timestamp at or
/// below `floor`, and need not wait for the leases granted to that ballot (DESIGN §4).
public record Resignation(Ballot ballot, Timestamp floor) {}
