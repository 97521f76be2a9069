package dev.isochron.simulation.machine;

import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Pulse;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.replica.Effects;
import dev.isochron.paxos.replica.Input;
import dev.isochron.shard.state.Applied;
import dev.isochron.simulation.judge.Site;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;

/// What happened, in the words of the trace: as short as one line of a scenario can be.
final class Telling {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Telling() {}

    static String began(Site at, ReplicaImage image) {
        return at
                + " "
                + image.group()
                + "/"
                + image.replica()
                + " begins: promised "
                + image.promised()
                + ", log from "
                + image.begin()
                + ", chosen up to "
                + image.chosen()
                + ", "
                + image.accepted().size()
                + " entries"
                + (image.voteless() ? ", voteless" : "");
    }

    static String step(Site at, GroupId group, ReplicaId self, Input input, Effects effects) {
        List<String> did = new ArrayList<>();
        effects.persist().forEach(r -> did.add("log " + r));
        for (Effects.Outgoing out : effects.send()) {
            String rests = out.restsOnLog() ? " (once synced)" : "";
            did.add("to " + out.envelope().to() + ": " + of(out.envelope().message()) + rests);
        }
        effects.apply().forEach(a -> did.add("apply " + a.slot()));
        effects.reply().forEach(r -> did.add("reply " + r.fate()));
        effects.requests().forEach(r -> did.add("ask " + r.getClass().getSimpleName()));
        return at
                + " "
                + group
                + "/"
                + self
                + "  "
                + of(input)
                + (did.isEmpty() ? "" : "  =>  " + String.join("; ", did));
    }

    static String ruled(Site at, GroupId group, ReplicaId self, Applied applied) {
        List<String> all = new ArrayList<>();
        applied.rulings().forEach(r -> all.add(r.record() + " -> " + r.ruling()));
        all.addAll(applied.refused());
        return at + " " + group + "/" + self + "  applied " + applied.slot() + " " + all;
    }

    private static String of(Input input) {
        return switch (input) {
            case Input.Deliver(var from, var message) -> "from " + from + ": " + of(message);
            case Input.Propose propose -> "propose " + propose.entry();
            case Input.SnapshotRead read -> "snapshot read for " + read.reader();
            case Input other -> other.toString();
        };
    }

    private static String of(Message message) {
        return switch (message) {
            case Message.Accept(var ballot, var first, var entries, var beat) ->
                    "accept " + ballot + " " + first + "+" + entries.size() + " " + of(beat);
            case Message.Accepted(var ballot, var first, var count, var pulse) ->
                    "accepted " + ballot + " " + first + "+" + count + " " + of(pulse);
            case Message.Heartbeat(var ballot, var beat) -> "beat " + ballot + " " + of(beat);
            case Message.HeartbeatReply(var ballot, var pulse) ->
                    "pulse " + ballot + " " + of(pulse);
            case Message.Promise promise ->
                    "promise "
                            + promise.ballot()
                            + " from "
                            + promise.from()
                            + " with "
                            + promise.accepted().size()
                            + " entries, chosen "
                            + promise.chosen()
                            + ", granted "
                            + of(promise.grantedUntil())
                            + ", floor "
                            + of(promise.floor());
            case Message.Chosen(var first, var entries, var chosen) ->
                    "chosen " + first + "+" + entries.size() + " of " + chosen;
            case Message.SnapshotChunk chunk ->
                    "chunk of "
                            + chunk.at()
                            + " at "
                            + chunk.offset()
                            + (chunk.last() ? " (last)" : "");
            case Message other -> other.toString();
        };
    }

    private static String of(Beat beat) {
        return "chosen " + beat.chosen() + " lease " + of(beat.leaseUntil());
    }

    private static String of(Pulse pulse) {
        return "grants "
                + of(pulse.grantedUntil())
                + " holds "
                + pulse.held()
                + (pulse.voteless() ? " voteless" : "");
    }

    /// Milliseconds since the world began; a dash for "none".
    private static String of(Timestamp t) {
        boolean none = t.nanos() < Surroundings.EPOCH_NANOS;
        return none ? "-" : (t.nanos() - Surroundings.EPOCH_NANOS) / NANOS_PER_MILLI + "ms";
    }
}
