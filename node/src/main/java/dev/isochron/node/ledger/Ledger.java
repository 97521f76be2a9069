package dev.isochron.node.ledger;

import dev.isochron.node.checkpoint.WholeState;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The state behind one ledger group. What becomes of a command depends on the entries applied
/// before it and on nothing else (S1).
public final class Ledger implements WholeState<List<Outcome>> {

    /// Sequence numbers remembered for all clients together: some 250 busy clients, 4 MiB.
    static final long MAX_REMEMBERED = 1 << 17;

    /// Clients remembered at most.
    static final int MAX_SESSIONS = 4096;

    private final LedgerSettings settings;
    private final Window window;

    /// By last use, the longest unused first.
    private final LinkedHashMap<ClientId, Session> sessions = new LinkedHashMap<>();

    /// The key of the last session, or of none: whoever writes again needs no new place.
    private ClientId newest = ClientId.NOBODY;

    private long remembered;
    private Timestamp forgottenUntil = Timestamp.MIN;
    private Slot applied = Slot.ZERO;
    private long lines;
    private long chain;
    private Timestamp last = Timestamp.MIN;

    public Ledger(LedgerSettings settings) {
        this.settings = settings;
        this.window = new Window(settings);
    }

    /// Applies the entry of the next slot; one outcome for each of its commands.
    @Override
    public List<Outcome> apply(Slot slot, Entry entry) {
        if (!slot.equals(applied.next())) {
            throw new IllegalArgumentException(slot + " does not follow " + applied);
        }
        applied = slot;
        return switch (entry) {
            case Entry.Noop _, Entry.Reconfigure _ -> List.of();
            case Entry.Commands(byte[] bytes) -> applyBatch(slot, bytes);
        };
    }

    private List<Outcome> applyBatch(Slot slot, byte[] bytes) {
        List<Batch.Line> batch;
        try {
            batch = Batch.decode(bytes);
        } catch (Batch.MalformedBatch malformed) {
            return List.of(new Outcome.Rejected("malformed: " + malformed.getMessage()));
        }
        List<Outcome> outcomes = new ArrayList<>(batch.size());
        for (Batch.Line line : batch) {
            outcomes.add(write(slot, line));
        }
        return outcomes;
    }

    private Outcome write(Slot slot, Batch.Line line) {
        Session session = sessions.get(line.client());
        if (session == null) {
            return writeFirst(slot, line);
        }
        Session.Mark mark = session.markOf(line.sequence());
        if (mark != null) {
            return new Outcome.Recorded(mark.line(), mark.slot(), mark.timestamp(), true);
        }
        if (session.isBeyondMemory(line.sequence())) {
            return new Outcome.Expired();
        }
        return isInOrder(line) ? record(slot, line, session) : outOfOrder(line);
    }

    private Outcome writeFirst(Slot slot, Batch.Line line) {
        if (!line.client().born().isAfter(forgottenUntil)) {
            return new Outcome.Expired();
        }
        if (!line.client().born().isBefore(line.timestamp())) {
            return new Outcome.Rejected("the client is born later than its command was given");
        }
        return isInOrder(line) ? record(slot, line, new Session()) : outOfOrder(line);
    }

    private boolean isInOrder(Batch.Line line) {
        return line.timestamp().isAfter(last);
    }

    /// T1 is the leader's to keep; a ledger that met a breach must not stop on every replica.
    private Outcome outOfOrder(Batch.Line line) {
        return new Outcome.Rejected(
                "T1: " + line.timestamp() + " was given after " + last + " in this group");
    }

    private Outcome record(Slot slot, Batch.Line line, Session session) {
        lines++;
        last = line.timestamp();
        chain = Chain.link(chain, lines, slot, line);
        window.add(new Kept(lines, slot, line.timestamp(), line.payload()));
        remember(line, session, new Session.Mark(line.sequence(), lines, slot, last));
        return new Outcome.Recorded(lines, slot, last, false);
    }

    private void remember(Batch.Line line, Session session, Session.Mark mark) {
        remembered -= session.weight();
        session.remember(mark);
        remembered += session.weight();
        if (!line.client().equals(newest)) {
            sessions.putLast(line.client(), session);
            newest = line.client();
        }
        while (remembered > MAX_REMEMBERED || sessions.size() > MAX_SESSIONS) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Map.Entry<ClientId, Session> oldest = sessions.pollFirstEntry();
        newest = sessions.isEmpty() ? ClientId.NOBODY : newest;
        remembered -= oldest.getValue().weight();
        forgottenUntil = Timestamp.max(forgottenUntil, oldest.getValue().lastUsed());
    }

    @Override
    public Slot applied() {
        return applied;
    }

    /// How many lines were ever written.
    public long lines() {
        return lines;
    }

    /// Equal on two replicas exactly if they wrote the same lines.
    public long chain() {
        return chain;
    }

    /// The timestamp of the newest line.
    public Timestamp last() {
        return last;
    }

    /// Up to `atMost` of the lines kept at hand, from line number `from` on.
    public List<Kept> read(long from, int atMost) {
        return window.read(from, atMost);
    }

    /// A line that is still at hand.
    public record Kept(long line, Slot slot, Timestamp timestamp, Payload payload) {}

    LedgerSettings settings() {
        return settings;
    }

    @Override
    public long fingerprint() {
        return chain ^ lines;
    }

    @Override
    public byte[] bytes() {
        return image().encode();
    }

    LedgerImage image() {
        return new LedgerImage(applied, lines, chain, last, forgottenUntil, sessions, window.all());
    }

    /// The ledger that an image was taken of.
    static Ledger of(LedgerImage image, LedgerSettings settings) {
        Ledger ledger = new Ledger(settings);
        ledger.applied = image.applied();
        ledger.lines = image.lines();
        ledger.chain = image.chain();
        ledger.last = image.last();
        ledger.forgottenUntil = image.forgottenUntil();
        ledger.sessions.putAll(image.sessions());
        if (!ledger.sessions.isEmpty()) {
            ledger.newest = ledger.sessions.lastEntry().getKey();
        }
        ledger.sessions.values().forEach(s -> ledger.remembered += s.weight());
        image.kept().forEach(ledger.window::add);
        return ledger;
    }
}
