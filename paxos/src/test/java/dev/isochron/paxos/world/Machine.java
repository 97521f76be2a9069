package dev.isochron.paxos.world;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects;
import dev.isochron.paxos.replica.PaxosReplica;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The simplest state machine: it remembers what was applied. Its durable part lags behind until it
/// is flushed, and a crash takes it back to there.
public final class Machine {
    private final TreeMap<Slot, String> values = new TreeMap<>();
    private Slot applied = Slot.ZERO;
    private Configuration next;

    private Snapshot durable;

    /// The state at one slot; `next` governs the slot after it.
    public record Snapshot(Slot at, Configuration next, String text) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    public Machine(Configuration first) {
        next = first;
        durable = snapshot();
    }

    public void apply(Effects.Applied entry) {
        applied = entry.slot();
        values.put(entry.slot(), Words.of(entry.entry()));
        if (entry.entry() instanceof Entry.Reconfigure change) {
            next = change.configuration();
        }
    }

    public Slot applied() {
        return applied;
    }

    public Snapshot snapshot() {
        String text =
                values.entrySet().stream()
                        .map(e -> e.getKey().value() + "=" + e.getValue())
                        .collect(Collectors.joining("\n"));
        return new Snapshot(applied, next, text);
    }

    public PaxosReplica.Covered covered() {
        return new PaxosReplica.Covered(durable.at(), durable.next());
    }

    public Slot flush() {
        durable = snapshot();
        return durable.at();
    }

    public void crash() {
        load(durable);
    }

    public void install(Snapshot snapshot) {
        load(snapshot);
        durable = snapshot;
    }

    private void load(Snapshot snapshot) {
        applied = snapshot.at();
        next = snapshot.next();
        values.clear();
        snapshot.text().lines().forEach(this::loadLine);
    }

    private void loadLine(String line) {
        int equals = line.indexOf('=');
        values.put(new Slot(Long.parseLong(line.substring(0, equals))), line.substring(equals + 1));
    }

    /// The values in order; of very many only how many and the last.
    @Override
    public String toString() {
        boolean few = values.size() <= SHOWN;
        return few
                ? values.values().toString()
                : "["
                        + values.size()
                        + " values, the last is "
                        + values.lastEntry().getValue()
                        + "]";
    }

    private static final int SHOWN = 12;
}
