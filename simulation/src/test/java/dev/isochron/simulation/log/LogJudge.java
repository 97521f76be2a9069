package dev.isochron.simulation.log;

import dev.isochron.paxos.log.Recovered;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaImage;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;

/// Compares what a store recovered with what it had claimed.
final class LogJudge {
    private LogJudge() {}

    /// A crash alone is no loss: nobody loses a vote over it.
    static void requireWhole(Recovered recovered) {
        if (!recovered.damage().losses().isEmpty()) {
            throw new AssertionError("a crash was taken for a loss: " + recovered.damage());
        }
    }

    /// What was recovered is what a beginning of the history amounts to, and that beginning ends at
    /// one of the given lengths, the shortest of which holds everything claimed (P4). The result is
    /// the length.
    static int requirePrefix(
            Recovered recovered, List<HardRecord> history, SortedSet<Integer> lengths) {
        LogModel model = new LogModel();
        int matched = -1;
        for (int records = 0; records <= history.size(); records++) {
            if (records > 0) {
                model.apply(history.get(records - 1));
            }
            if (lengths.contains(records) && isSame(recovered, model)) {
                matched = records;
            }
        }
        if (matched < 0) {
            LogModel expected = new LogModel();
            history.subList(0, lengths.first()).forEach(expected::apply);
            throw new AssertionError(
                    "recovered is no beginning of what was appended that holds all that was claimed"
                            + "\n  claimed   "
                            + expected.images()
                            + expected.horizon
                            + "\n  recovered "
                            + recovered.replicas()
                            + recovered.horizon());
        }
        return matched;
    }

    /// After damage: whoever may still vote has forgotten nothing (P6), and nobody takes for chosen
    /// what was not (P1). The result is how many replicas came through whole.
    static int requireHonest(Recovered recovered, LogModel truth) {
        int whole = 0;
        for (ReplicaImage expected : truth.images().values()) {
            ReplicaImage found = recovered.replicas().get(expected.group());
            if (found == null) {
                continue;
            }
            if (found.voteless()) {
                requireNothingFalse(found, expected);
            } else if (!expected.equals(found)) {
                throw new AssertionError(
                        "P6: may vote and has forgotten\n  was " + expected + "\n  is  " + found);
            } else {
                whole++;
            }
        }
        return whole;
    }

    private static void requireNothingFalse(ReplicaImage found, ReplicaImage truth) {
        if (!found.replica().equals(truth.replica())) {
            return;
        }
        for (AcceptedEntry entry : found.accepted().values()) {
            boolean claimsChosen = entry.isLearned() || !entry.slot().isAbove(found.chosen());
            AcceptedEntry was = truth.accepted().get(entry.slot());
            if (claimsChosen && was != null && !Objects.equals(was.entry(), entry.entry())) {
                throw new AssertionError(
                        "P1: takes for chosen what was not: " + entry + ", was " + was);
            }
        }
        if (found.chosen().isAbove(truth.chosen())) {
            throw new AssertionError("P1: chosen " + found.chosen() + " of " + truth.chosen());
        }
    }

    private static boolean isSame(Recovered recovered, LogModel model) {
        return recovered.horizon().equals(model.horizon)
                && recovered.replicas().equals(model.images())
                && recovered.peers().equals(model.peers)
                && recovered.removed().equals(model.removed);
    }
}
