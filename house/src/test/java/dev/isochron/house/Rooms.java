package dev.isochron.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who may know whom, as `docs/architecture.md` says it in its block marked `rooms`.
///
/// @param allowed each room with the rooms it names, in the order of the page
record Rooms(Map<String, Set<String>> allowed) {

    private static final Pattern BLOCK = Pattern.compile("```rooms\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern LINE =
            Pattern.compile(
                    "(?:level \\d+)?\\s+([a-z-]+)(?:\\s+→\\s+([a-z-]+(?:, [a-z-]+)*))?\\s*");

    private static final Pattern DEPENDENCY =
            Pattern.compile(
                    "<groupId>dev\\.isochron</groupId>\\s*<artifactId>([a-z-]+)</artifactId>");

    /// Rooms whose package is not called like their folder.
    private static final Map<String, String> PACKAGES =
            Map.of(
                    "txn-coordinator", "txn",
                    "shard-server", "shard",
                    "shard-controller", "controller",
                    "sql-frontend", "sql");

    static Rooms from(SourceFile architecture) {
        Matcher block = BLOCK.matcher(architecture.text());
        if (!block.find()) {
            throw new IllegalArgumentException(architecture.path() + " has no block marked rooms");
        }
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        for (String line : block.group(1).lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("cannot read the line: " + line);
            }
            Set<String> named =
                    matcher.group(2) == null ? Set.of() : Set.of(matcher.group(2).split(", "));
            allowed.put(matcher.group(1), named);
        }
        return new Rooms(allowed);
    }

    /// The root package of a room.
    static String packageOf(String room) {
        return "dev.isochron." + PACKAGES.getOrDefault(room, room);
    }

    /// The room that a class lives in, by its package.
    String roomOf(String className) {
        for (String room : allowed.keySet()) {
            if (className.startsWith(packageOf(room) + ".")) {
                return room;
            }
        }
        throw new IllegalArgumentException(className + " is in the package of no room");
    }

    /// Whether the first may see the second: named by it, or by one it may see.
    boolean maySee(String room, String other) {
        return room.equals(other) || reachable(room).contains(other);
    }

    private Set<String> reachable(String room) {
        Set<String> found = new LinkedHashSet<>();
        for (String named : allowed.getOrDefault(room, Set.of())) {
            found.add(named);
            found.addAll(reachable(named));
        }
        return found;
    }

    /// What the poms and folders of the tree say differently.
    List<Finding> inspect(SourceTree tree) {
        List<Finding> findings = new ArrayList<>();
        allowed.forEach((room, named) -> inspectPom(room, named, tree, findings));
        for (SourceFile file : tree.java()) {
            inspectFolder(file, findings);
        }
        return findings;
    }

    private void inspectPom(
            String room, Set<String> named, SourceTree tree, List<Finding> findings) {
        SourceFile pom = tree.file(room + "/pom.xml");
        String afterParent = pom.text().substring(pom.text().indexOf("</parent>"));
        Set<String> declared = new TreeSet<>();
        Matcher matcher = DEPENDENCY.matcher(afterParent);
        while (matcher.find()) {
            declared.add(matcher.group(1));
        }
        if (!declared.equals(named)) {
            String message =
                    "depends on " + declared + ", the architecture says " + new TreeSet<>(named);
            findings.add(pom.finding(1, "room", message));
        }
    }

    private void inspectFolder(SourceFile file, List<Finding> findings) {
        int java = file.path().indexOf("/java/");
        if (java < 0 || !allowed.containsKey(file.room())) {
            findings.add(file.finding(1, "room", "is in the source folder of no room"));
            return;
        }
        String below = file.path().substring(java + "/java/".length());
        if (!below.startsWith(packageOf(file.room()).replace('.', '/') + "/")) {
            String message = "is not in the room's package, " + packageOf(file.room());
            findings.add(file.finding(1, "room", message));
        }
    }
}
