package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Fetches chosen values that this replica missed, or a snapshot where the others have cut them;
/// and serves both to others.
///
/// One request is out at a time; a lost one is repeated, to another member by and by. A snapshot is
/// taken piece by piece from one state at one slot and goes on at the same offset after a loss.
final class CatchUp {
    private final Core core;
    private final ReplicaLog log;

    /// How far others are known to have gone; zero while nothing is missing.
    private Slot wanted = Slot.ZERO;

    /// Who said last that it has more. All members of whom this replica has read may be replaced
    /// and gone by now: then it is the only one that can still be asked.
    private Optional<Member> knower = Optional.empty();

    private Optional<Member> source = Optional.empty();
    private long repeatAtNanos = Long.MAX_VALUE;
    private Optional<Install> install = Optional.empty();

    /// A snapshot on its way in.
    ///
    /// @param offset bytes that the state machine has
    /// @param complete all bytes are handed over, the state machine makes them durable
    private record Install(Member from, Slot at, long offset, boolean complete) {}

    CatchUp(Core core, ReplicaLog log) {
        this.core = core;
        this.log = log;
        if (log.needsSnapshot()) {
            repeatAtNanos = 0;
        }
    }

    /// The state machine gave its state up: a snapshot is fetched, from whoever has one.
    void loseState() {
        log.loseState();
        repeatAtNanos = 0;
    }

    boolean isBusy() {
        return log.chosen().isBelow(wanted) || log.needsSnapshot() || install.isPresent();
    }

    boolean isInstalling() {
        return install.isPresent() || log.needsSnapshot();
    }

    /// `from` is known to have everything up to `upTo`.
    void want(Member from, Slot upTo) {
        boolean asking = isBusy() && repeatAtNanos != Long.MAX_VALUE;
        if (upTo.isAbove(log.chosen()) && !from.replica().equals(core.self)) {
            knower = Optional.of(from);
        }
        wanted = Slot.max(wanted, upTo);
        if (isBusy() && !asking) {
            ask(from);
        }
    }

    private void ask(Member from) {
        source = Optional.of(from);
        repeatAtNanos = core.uptime() + 2 * core.settings.retransmit().toNanos();
        if (install.isPresent() && install.get().from().equals(from)) {
            Install going = install.get();
            if (!going.complete()) {
                core.send(from, new Message.SnapshotFetch(going.at(), going.offset()));
            }
        } else if (log.needsSnapshot()) {
            core.send(from, new Message.SnapshotFetch(Slot.ZERO, 0));
        } else {
            core.send(from, new Message.Fetch(log.firstUnchosen(), core.settings.fetchBytes()));
        }
    }

    void tick() {
        if (core.uptime() < repeatAtNanos) {
            return;
        }
        repeatAtNanos = Long.MAX_VALUE;
        if (isBusy()) {
            ask(anotherSource());
        }
    }

    long wakeAtNanos() {
        return repeatAtNanos;
    }

    /// A snapshot goes on where it was; values are asked of anyone, since who was asked is silent,
    /// and every other time of whoever is known to have them.
    private Member anotherSource() {
        if (install.isPresent() && core.chance.below(4) != 0) {
            return install.get().from();
        }
        if (knower.isPresent() && !knower.equals(source)) {
            return knower.get();
        }
        List<Member> others = new ArrayList<>(log.current().everyone());
        others.removeIf(m -> m.replica().equals(core.self));
        if (others.isEmpty()) {
            return source.orElse(core.me());
        }
        return others.get((int) core.chance.below(others.size()));
    }

    void onFetch(Member from, Message.Fetch fetch) {
        if (fetch.from().isBelow(log.begin())) {
            core.send(from, new Message.Cut(log.begin()));
            return;
        }
        List<Entry> entries = new ArrayList<>();
        int bytes = 0;
        int limit = Math.min(fetch.maxBytes(), Entry.MAX_BYTES);
        for (Slot slot = fetch.from(); !slot.isAbove(log.chosen()); slot = slot.next()) {
            Entry entry = log.entry(slot).orElseThrow().entry();
            bytes += EntrySize.of(entry);
            if (!entries.isEmpty() && (bytes > limit || entries.size() == MAX_FETCHED)) {
                break;
            }
            entries.add(entry);
        }
        core.send(from, new Message.Chosen(fetch.from(), entries, log.chosen()));
    }

    /// Entries in one answer at most, so that a run of tiny ones stays a small message.
    private static final int MAX_FETCHED = 1024;

    /// An answer without news ends the fetching: it is a duplicate, or nobody has what somebody
    /// claimed. Whoever knows more says so again; asking at once would be talking in circles.
    void onChosen(Member from, Message.Chosen message) {
        if (message.first().isAbove(log.firstUnchosen())) {
            return;
        }
        Slot before = log.chosen();
        Slot slot = message.first();
        for (Entry entry : message.entries()) {
            learn(slot, entry);
            slot = slot.next();
        }
        log.advance(slot, AcceptedEntry::isLearned);
        if (source.filter(from::equals).isEmpty() || isInstalling()) {
            return;
        }
        boolean news = log.chosen().isAbove(before);
        wanted = news ? Slot.max(wanted, message.chosen()) : log.chosen();
        repeatAtNanos = Long.MAX_VALUE;
        if (isBusy()) {
            ask(from);
        }
    }

    /// Takes in a value that is surely chosen, and puts it on disk before anyone counts it as held.
    void learn(Slot slot, Entry entry) {
        if (log.learn(slot, entry)) {
            core.persist(new HardRecord.Learned(core.group, slot, entry));
        }
    }

    void onCut(Member from, Message.Cut cut) {
        if (log.firstUnchosen().isBelow(cut.begin()) && install.isEmpty()) {
            source = Optional.of(from);
            repeatAtNanos = core.uptime() + 2 * core.settings.retransmit().toNanos();
            core.send(from, new Message.SnapshotFetch(Slot.ZERO, 0));
        }
    }

    void onSnapshotFetch(Member from, Message.SnapshotFetch fetch) {
        if (!log.needsSnapshot()) {
            core.request(
                    new Effects.Request.ReadSnapshot(from.replica(), fetch.at(), fetch.offset()));
        }
    }

    void onSnapshotChunk(Member from, Message.SnapshotChunk chunk) {
        if (!isNext(from, chunk) || crc(chunk.bytes()) != chunk.crc()) {
            return;
        }
        // From its first piece on, a snapshot takes the place of the state.
        log.loseState();
        long offset = chunk.offset() + chunk.bytes().length;
        install = Optional.of(new Install(from, chunk.at(), offset, chunk.last()));
        core.request(
                new Effects.Request.InstallChunk(
                        chunk.at(),
                        chunk.configuration(),
                        chunk.offset(),
                        chunk.bytes(),
                        chunk.last()));
        repeatAtNanos = Long.MAX_VALUE;
        if (!chunk.last()) {
            ask(from);
        }
    }

    /// The next piece of the snapshot under way, or the first piece of a useful other one.
    private boolean isNext(Member from, Message.SnapshotChunk chunk) {
        if (install.isPresent() && install.get().complete()) {
            return false;
        }
        boolean goesOn =
                install.isPresent()
                        && install.get().from().equals(from)
                        && install.get().at().equals(chunk.at())
                        && install.get().offset() == chunk.offset();
        boolean again =
                install.isPresent()
                        && install.get().from().equals(from)
                        && install.get().at().equals(chunk.at());
        boolean starts =
                chunk.offset() == 0
                        && !again
                        && source.filter(from::equals).isPresent()
                        && (log.needsSnapshot() || chunk.at().isAbove(log.chosen()))
                        && !chunk.at().next().isBelow(log.begin());
        return goesOn || starts;
    }

    void onInstalled(Slot at, Configuration configuration) {
        install = Optional.empty();
        log.startAfter(at, configuration);
        core.persist(
                new HardRecord.Began(
                        core.group, core.self, log.begin(), log.governing(log.begin())));
        log.advance(log.end(), AcceptedEntry::isLearned);
        resume();
    }

    void onInstallFailed(Slot at) {
        if (install.filter(i -> i.at().equals(at)).isPresent()) {
            install = Optional.empty();
            resume();
        }
    }

    private void resume() {
        repeatAtNanos =
                isBusy() ? core.uptime() + core.settings.retransmit().toNanos() : Long.MAX_VALUE;
    }

    static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Override
    public String toString() {
        return "wanted "
                + wanted
                + " source "
                + source
                + " install "
                + install
                + " repeats at "
                + repeatAtNanos;
    }
}
