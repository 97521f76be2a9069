package dev.isochron.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every package says what it is for: a `package-info.java` with a `///` text, and `@NullMarked`.
///
/// Tests that live in the package they test share its plate.
final class DoorPlates {

    private DoorPlates() {}

    static List<Finding> inspect(SourceTree tree) {
        List<Finding> findings = new ArrayList<>();
        for (String folder : tree.javaFolders()) {
            plateOf(folder, tree)
                    .ifPresentOrElse(
                            plate -> inspectPlate(plate, findings),
                            () -> findings.add(missing(folder)));
        }
        return findings.stream().distinct().toList();
    }

    private static Optional<SourceFile> plateOf(String folder, SourceTree tree) {
        List<String> places =
                List.of(
                        folder + "/package-info.java",
                        folder.replace("/src/test/", "/src/main/") + "/package-info.java");
        return tree.java().stream().filter(file -> places.contains(file.path())).findFirst();
    }

    private static void inspectPlate(SourceFile plate, List<Finding> findings) {
        if (!plate.text().startsWith("/// ")) {
            findings.add(
                    plate.finding(1, "door-plate", "begins with the package's purpose, in `///`"));
        }
        if (!plate.text().contains("\n@NullMarked\n")) {
            findings.add(plate.finding(1, "null-marked", "the package must be @NullMarked"));
        }
    }

    private static Finding missing(String folder) {
        return new Finding(
                folder + "/package-info.java", 1, "door-plate", "the package has no door plate");
    }
}
