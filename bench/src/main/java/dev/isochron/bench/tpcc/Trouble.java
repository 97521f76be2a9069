package dev.isochron.bench.tpcc;

import dev.isochron.bench.harness.Words;
import dev.isochron.node.cli.Complaint;
import dev.isochron.truetime.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What happens to a cluster, and when.
///
/// @param at since the measuring interval began
public record Trouble(What what, Duration at) {

    /// What may happen.
    public enum What {
        /// The server that leads most is killed, and started again five seconds later.
        KILL_LEADER,

        /// A server that does not lead most is killed, and started again five seconds later.
        KILL_FOLLOWER,

        /// All servers are killed at once, and started again.
        KILL_ALL,

        /// The server that leads most is stopped for six seconds: longer than its lease.
        PAUSE,

        /// The server that leads most and the others do not hear each other for six seconds;
        /// clients reach it still.
        PARTITION
    }

    /// Reads `kill-leader@30s,pause@60s`.
    public static List<Trouble> parse(List<String> words) {
        List<Trouble> troubles = new ArrayList<>();
        for (String word : words) {
            troubles.add(one(word));
        }
        troubles.sort(Comparator.comparing(Trouble::at));
        return troubles;
    }

    private static Trouble one(String word) {
        int at = word.indexOf('@');
        try {
            if (at < 0) {
                throw new IllegalArgumentException("no @ and time in it");
            }
            return new Trouble(
                    Words.in(What.class, word.substring(0, at)),
                    Duration.ofNanos(Durations.parse(word.substring(at + 1))));
        } catch (IllegalArgumentException e) {
            throw new Complaint(
                    "this is no trouble: " + e.getMessage(),
                    word,
                    "Write WHAT@TIME, for instance kill-leader@30s or partition@90s.",
                    e);
        }
    }
}
