package dev.isochron.simulation.evidence;

import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What one replica told others that it has; they may rely on it for ever.
public final class Claims {
    private final TreeMap<Slot, Ballot> accepted = new TreeMap<>();
    private Ballot promised = Ballot.NONE;
    private Timestamp granted = Timestamp.MIN;
    private Slot held = Slot.ZERO;

    public Ballot promised() {
        return promised;
    }

    public Timestamp granted() {
        return granted;
    }

    public Slot held() {
        return held;
    }

    void promise(Ballot ballot) {
        promised = promised.isBelow(ballot) ? ballot : promised;
    }

    void accept(Slot slot, Ballot ballot) {
        promise(ballot);
        accepted.merge(slot, ballot, (a, b) -> a.isBelow(b) ? b : a);
    }

    void grant(Timestamp until) {
        granted = Timestamp.max(granted, until);
    }

    void hold(Slot slot) {
        held = Slot.max(held, slot);
        accepted.headMap(held, true).clear();
    }

    /// The first claim that the image does not bear out, in words; nothing if it bears all.
    ///
    /// @param isChosen whether a value is the chosen one of its slot; such a value is final, so
    ///   that the ballot it is remembered with does not matter
    Optional<String> notCoveredBy(ReplicaImage image, Predicate<AcceptedEntry> isChosen) {
        if (highestOf(image).isBelow(promised)) {
            return Optional.of("promise of " + promised + ", found " + image.promised());
        }
        if (image.grantedUntil().isBefore(granted)) {
            return Optional.of("grant until " + granted + ", found " + image.grantedUntil());
        }
        for (Map.Entry<Slot, Ballot> claim : accepted.entrySet()) {
            if (!bears(image, claim.getKey(), claim.getValue(), isChosen)) {
                return Optional.of(claim.getKey() + " accepted at " + claim.getValue());
            }
        }
        return missingBelowHeld(image);
    }

    private static Ballot highestOf(ReplicaImage image) {
        Ballot highest = image.promised();
        for (AcceptedEntry entry : image.accepted().values()) {
            highest = highest.isBelow(entry.ballot()) ? entry.ballot() : highest;
        }
        return highest;
    }

    private static boolean bears(
            ReplicaImage image, Slot slot, Ballot ballot, Predicate<AcceptedEntry> isChosen) {
        AcceptedEntry entry = image.accepted().get(slot);
        if (entry == null) {
            return slot.isBelow(image.begin());
        }
        return entry.isLearned() || !entry.ballot().isBelow(ballot) || isChosen.test(entry);
    }

    private Optional<String> missingBelowHeld(ReplicaImage image) {
        for (Slot slot = image.begin(); !slot.isAbove(held); slot = slot.next()) {
            if (!image.accepted().containsKey(slot)) {
                return Optional.of(slot + " of the log held up to " + held);
            }
        }
        return Optional.empty();
    }
}
