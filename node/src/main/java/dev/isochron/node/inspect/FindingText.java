package dev.isochron.node.inspect;

import dev.isochron.client.compare.Finding;
import dev.isochron.protocol.key.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A finding, as people read it.
final class FindingText {
    private FindingText() {}

    /// The row, and what each node shows of it: a line each.
    ///
    /// @param names what people call the row of a key
    static List<String> lines(Finding finding, Function<Key, String> names) {
        List<String> lines = new ArrayList<>();
        String range = finding.where().isPoint() ? "" : " up to " + until(finding);
        lines.add(names.apply(finding.key()) + range + " at " + finding.at());
        finding.seen()
                .forEach((node, sight) ->
                        lines.add(
                                "  node %d%s: %s"
                                        .formatted(
                                                node,
                                                finding.odd().contains(node)
                                                        ? " (odd one out)"
                                                        : "",
                                                sight)));
        return lines;
    }

    private static String until(Finding finding) {
        return finding.where().until().map(key -> "key " + key).orElse("the end");
    }

    /// The nodes that say something else than the majority.
    static String odd(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> finding.odd().stream())
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }
}
