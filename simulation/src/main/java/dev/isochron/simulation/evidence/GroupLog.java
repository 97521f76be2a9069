package dev.isochron.simulation.evidence;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was learned in the slots of one group, by whoever learned it first.
public final class GroupLog {
    private final TreeMap<Slot, Entry> learned = new TreeMap<>();
    private final TreeMap<Slot, Configuration> governing = new TreeMap<>();

    GroupLog(Configuration first) {
        governing.put(Slot.FIRST, first);
    }

    /// The value that the first learner learned, if anyone has.
    public @Nullable Entry learned(Slot slot) {
        return learned.get(slot);
    }

    /// Every slot up to here was learned by somebody.
    public Slot end() {
        return learned.isEmpty() ? Slot.ZERO : learned.lastKey();
    }

    /// Who governs a slot, given that everything below it was learned.
    public Configuration governing(Slot slot) {
        return governing.floorEntry(slot).getValue();
    }

    /// The newest configuration that anyone learned.
    public Configuration newest() {
        return governing.lastEntry().getValue();
    }

    /// The slot of the entry that made it so; zero for the first.
    public Slot newestSince() {
        return governing.lastKey().previous();
    }

    void learn(Slot slot, Entry entry) {
        learned.put(slot, entry);
        if (entry instanceof Entry.Reconfigure(Configuration configuration)) {
            governing.put(slot.next(), configuration);
        }
    }
}
