package dev.isochron.node.inspect;

import dev.isochron.client.compare.Finding;
import dev.isochron.client.compare.Finding.Sight;
import dev.isochron.client.compare.ShardReport;
import dev.isochron.node.frame.Word;
import dev.isochron.paxos.model.NodeId;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whose replica is to be rebuilt after a comparison.
public final class Blame {
    private Blame() {}

    /// The nodes that show something else than a majority of all replicas, each with what. Where no
    /// majority agrees nobody is blamed: to throw one of two states away would be a guess.
    public static SortedMap<NodeId, String> of(ShardReport report) {
        TreeMap<NodeId, String> blamed = new TreeMap<>();
        for (Finding finding : report.findings()) {
            if (!isMajority(report, finding)) {
                continue;
            }
            for (Long node : finding.odd()) {
                blamed.putIfAbsent(new NodeId(node), what(finding, node));
            }
        }
        return blamed;
    }

    private static boolean isMajority(ShardReport report, Finding finding) {
        int agree = finding.seen().size() - finding.odd().size();
        return 2 * agree > report.shard().replicas().size();
    }

    private static String what(Finding finding, Long node) {
        Sight sight = finding.seen().get(node);
        String text =
                "key %s at %s (%s, and not what the majority has)"
                        .formatted(finding.key(), finding.at(), sight);
        return text.length() <= Word.Doubt.MAX_LENGTH
                ? text
                : text.substring(0, Word.Doubt.MAX_LENGTH);
    }
}
