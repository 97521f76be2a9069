package dev.isochron.house;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text file of the tree.
///
/// A line may be excused from a rule by a comment on it or on the line above, with its reason:
///
/// ```
/// // allow(parameters): the order is the wire order, and the only caller is generated
/// ```
///
/// A rule about the whole file is excused by such a comment anywhere in it.
///
/// @param path from the root of the tree, with slashes: `paxos/src/main/java/…/Ballot.java`
record SourceFile(String path, String text) {

    private static final Pattern ALLOWANCE =
            Pattern.compile("(?://|#|<!--)\\s*allow\\(([a-z-]+)\\): \\S.{9,}");

    /// The folder right under the root: the room, for sources.
    String room() {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    boolean isMarkdown() {
        return path.endsWith(".md");
    }

    boolean isTest() {
        return path.contains("/src/test/");
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String folder() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    List<String> lines() {
        return text.lines().toList();
    }

    Finding finding(int line, String rule, String message) {
        return new Finding(path, line, rule, message);
    }

    /// Whether a comment at the finding's line excuses it.
    boolean allows(Finding finding) {
        List<String> lines = lines();
        return allowedOn(lines, finding.line(), finding.rule())
                || allowedOn(lines, finding.line() - 1, finding.rule());
    }

    /// Whether a comment anywhere in the file excuses the whole file from the rule.
    boolean allowsThroughout(String rule) {
        List<String> lines = lines();
        for (int line = 1; line <= lines.size(); line++) {
            if (allowedOn(lines, line, rule)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allowedOn(List<String> lines, int line, String rule) {
        if (line < 1 || line > lines.size()) {
            return false;
        }
        Matcher matcher = ALLOWANCE.matcher(lines.get(line - 1));
        return matcher.find() && matcher.group(1).equals(rule);
    }
}
