package dev.isochron.paxos.world;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects;
import dev.isochron.paxos.replica.Input;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.paxos.replica.PaxosReplica;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.invariant.InvariantViolation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One node: a clock set by hand, a store, a state machine and at most one replica of the group. It
/// performs the effects of each step as a real host must: what rests on the log waits for its sync.
public final class Host {
    private final World world;
    private final NodeId id;
    private final Store store = new Store();
    private final List<Wire.Parcel> resting = new ArrayList<>();
    private Optional<PaxosReplica> replica = Optional.empty();
    private Machine machine;
    private Machine.Snapshot served;
    private StringBuilder arriving = new StringBuilder();
    private boolean up = true;
    private boolean syncsItself = true;
    private boolean refusesSnapshots;

    final HandClock clock = new HandClock();

    Host(World world, NodeId id) {
        this.world = world;
        this.id = id;
        this.machine = new Machine(world.first());
        this.served = machine.snapshot();
    }

    public NodeId id() {
        return id;
    }

    public Store store() {
        return store;
    }

    public Machine machine() {
        return machine;
    }

    public Optional<PaxosReplica> replica() {
        return up ? replica : Optional.empty();
    }

    public boolean isUp() {
        return up;
    }

    public Optional<ReplicaView> view() {
        return replica().map(r -> r.view(moment()));
    }

    Moment moment() {
        Interval now = clock.read(world.now());
        if (clock.isUsable()) {
            long reach = world.settings().leaseNanos();
            Timestamp enough = now.latest().plusNanos(reach);
            if (store.horizon().isBefore(enough)) {
                store.extendHorizon(now.latest().plusNanos(2 * reach));
            }
        }
        return new Moment(now, world.uptime(), store.horizon(), clock.isTrusted());
    }

    // -- life ------------------------------------------------------------------------------------

    /// A new replica here, as its first configuration or its leader's order says.
    void create(ReplicaId self, HardRecord.Began began) {
        store.append(began);
        store.sync();
        machine = new Machine(began.configuration());
        world.say(id + " creates " + self);
        open();
    }

    private void open() {
        Optional<ReplicaImage> image = store.image(world.group());
        replica =
                image.map(i ->
                        new PaxosReplica(
                                i,
                                machine.covered(),
                                id,
                                world.settings(),
                                new PaxosReplica.Environment(moment(), world.rules(), bound -> 0)));
    }

    public void crash() {
        int lost = store.loseUnsynced();
        machine.crash();
        resting.clear();
        replica = Optional.empty();
        up = false;
        world.say(id + " crashes" + (lost > 0 ? ", " + lost + " unsynced records lost" : ""));
    }

    public void restart() {
        up = true;
        open();
        world.say(id + " starts" + replica.map(r -> "").orElse(" without a replica"));
    }

    /// The disk is gone; the node comes back empty.
    public void wipe() {
        view().ifPresent(v -> world.judge().lost(v.self()));
        store.erase();
        machine = new Machine(world.first());
        resting.clear();
        replica = Optional.empty();
        up = true;
        world.say(id + " loses its disk and starts empty");
    }

    /// Damage below what was synced is found at a start: `kept` records survive.
    public void damage(int kept) {
        ReplicaId self = store.image(world.group()).orElseThrow().replica();
        store.damageAfter(kept, new HardRecord.Forgot(world.group(), self));
        world.judge().lost(self);
        machine = new Machine(world.first());
        restart();
    }

    // -- the log ---------------------------------------------------------------------------------

    public void syncByHand() {
        syncsItself = false;
    }

    public void refuseSnapshots(boolean refuses) {
        refusesSnapshots = refuses;
    }

    public void sync() {
        store.sync();
        List<Wire.Parcel> leaving = List.copyOf(resting);
        resting.clear();
        leaving.forEach(this::leave);
    }

    // -- steps -----------------------------------------------------------------------------------

    void deliver(Wire.Parcel parcel) {
        Envelope envelope = parcel.envelope();
        if (envelope.message() instanceof Message.Welcome welcome
                && envelope.to().value() > store.highestReplica()) {
            HardRecord.Began began =
                    new HardRecord.Began(
                            world.group(), envelope.to(), Slot.FIRST, welcome.configuration());
            create(envelope.to(), began);
        }
        boolean here = view().filter(v -> v.self().equals(envelope.to())).isPresent();
        if (here) {
            Member sender = new Member(envelope.from(), parcel.from());
            step(new Input.Deliver(sender, envelope.message()), parcel.toString());
        } else if (!store.remembersRemoved(envelope.to())
                && !(envelope.message() instanceof Message.Unknown)) {
            world.say(id + " knows no " + envelope.to());
            Envelope answer =
                    new Envelope(
                            world.group(), envelope.to(), envelope.from(), new Message.Unknown());
            leave(new Wire.Parcel(id, parcel.from(), answer));
        }
    }

    /// Steps the replica, if there is one, and performs the effects.
    public void step(Input input, String what) {
        Optional<PaxosReplica> stepped = replica();
        if (stepped.isEmpty()) {
            world.say(id + " has no replica");
            return;
        }
        world.say(what);
        Effects effects;
        try {
            effects = stepped.get().step(moment(), input);
        } catch (InvariantViolation violation) {
            world.judge().stopped(id + " stops: " + violation.getMessage());
            crash();
            return;
        }
        perform(effects);
    }

    private void perform(Effects effects) {
        for (HardRecord record : effects.persist()) {
            world.say("  log " + Words.of(record));
            store.append(record);
        }
        if (syncsItself) {
            store.sync();
        }
        for (Effects.Outgoing outgoing : effects.send()) {
            send(outgoing);
        }
        for (Effects.Applied applied : effects.apply()) {
            world.say("  apply " + applied.slot() + "=" + Words.of(applied.entry()));
            machine.apply(applied);
            world.judge().applied(id, applied);
        }
        for (Effects.Reply reply : effects.reply()) {
            world.say("  " + world.asked(reply.token()) + " is " + Words.of(reply.fate()));
            world.judge().replied(world.asked(reply.token()), reply.fate());
        }
        effects.requests().forEach(this::serve);
    }

    private void send(Effects.Outgoing outgoing) {
        Wire.Parcel parcel = new Wire.Parcel(id, outgoing.to(), outgoing.envelope());
        boolean waits = outgoing.restsOnLog() && !store.isSynced();
        String to = outgoing.envelope().to().toString();
        world.say(
                "  to "
                        + to
                        + " "
                        + Words.of(outgoing.envelope().message())
                        + (waits && !syncsItself ? " (waits for the log)" : ""));
        if (waits) {
            resting.add(parcel);
        } else {
            leave(parcel);
        }
    }

    private void leave(Wire.Parcel parcel) {
        world.judge().left(parcel, store);
        if (!world.wire().send(parcel)) {
            world.say("  lost: " + parcel);
        }
    }

    private void serve(Effects.Request request) {
        switch (request) {
            case Effects.Request.ReadSnapshot read -> readSnapshot(read);
            case Effects.Request.InstallChunk chunk -> install(chunk);
            case Effects.Request.Flush _ -> world.say("  asks to be flushed");
            case Effects.Request.Inherit(Ballot ballot, Estate estate) ->
                    world.say("  inherits from " + ballot + ": " + Words.of(estate));
            case Effects.Request.Retire _ -> retire();
        }
    }

    private void retire() {
        world.say("  " + id + " deletes its replica");
        store.sync();
        replica = Optional.empty();
        machine = new Machine(world.first());
    }

    public void flush() {
        Slot at = machine.flush();
        step(new Input.Flushed(at), id + " flushed up to " + at);
    }

    private void readSnapshot(Effects.Request.ReadSnapshot read) {
        boolean goesOn = read.offset() > 0 && served.at().equals(read.at());
        if (!goesOn) {
            served = machine.snapshot();
        }
        byte[] all = served.bytes();
        int from = (int) Math.min(goesOn ? read.offset() : 0, all.length);
        int to = Math.min(all.length, from + world.settings().snapshotChunkBytes());
        byte[] bytes = Arrays.copyOfRange(all, from, to);
        Message.SnapshotChunk chunk =
                new Message.SnapshotChunk(
                        served.at(), served.next(), from, bytes, crc(bytes), to == all.length);
        step(new Input.SnapshotRead(read.reader(), chunk), id + " reads its snapshot");
    }

    private void install(Effects.Request.InstallChunk chunk) {
        if (refusesSnapshots) {
            step(new Input.SnapshotFailed(chunk.at()), id + " fails to install " + chunk.at());
            return;
        }
        if (chunk.offset() == 0) {
            arriving = new StringBuilder();
        }
        arriving.append(new String(chunk.bytes(), java.nio.charset.StandardCharsets.UTF_8));
        if (chunk.last()) {
            machine.install(
                    new Machine.Snapshot(chunk.at(), chunk.configuration(), arriving.toString()));
            step(
                    new Input.SnapshotInstalled(chunk.at(), chunk.configuration()),
                    id + " installed the snapshot at " + chunk.at());
        }
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
