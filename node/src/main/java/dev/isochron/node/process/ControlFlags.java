package dev.isochron.node.process;

import dev.isochron.controller.decide.Limits;
import dev.isochron.controller.decide.Sizes;
import dev.isochron.node.cli.BytesText;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.DurationText;
import dev.isochron.node.control.ControlSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/// What the controller does by itself, and when. Flags count more than the file of `--config`; all
/// nodes of a cluster are told the same, because any of them may lead.
final class ControlFlags {

    @Option(
            names = "--split-size",
            paramLabel = "BYTES",
            description =
                    "Cut a shard that holds more, for example 512MiB, which is the default; 0 to"
                            + " cut none for its size. In a file: controller.split-size.")
    private @Nullable String splitSize;

    @Option(
            names = "--split-load",
            paramLabel = "N",
            description =
                    "Cut a shard that is asked more than so many requests a second; default 2000,"
                            + " 0 to cut none for its load. In a file: controller.split-load.")
    private @Nullable String splitLoad;

    @Option(
            names = "--merge-after",
            paramLabel = "DURATION",
            description =
                    "Merge two neighbours that were cut for size or load once they were small and"
                            + " cold for so long; default 1h, 0s for never. In a file:"
                            + " controller.merge-after.")
    private @Nullable String mergeAfter;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            description =
                    "Replace the replicas of a node that was not heard for so long; default 1min,"
                            + " at least 8s. In a file: controller.grace.")
    private @Nullable String grace;

    @Option(
            names = "--move-rate",
            paramLabel = "BYTES",
            description =
                    "Send at most so many bytes of snapshots a second when replicas move, for"
                            + " example 64MiB, which is the default; 0 for as fast as it goes. In a"
                            + " file: controller.move-rate.")
    private @Nullable String moveRate;

    @Option(
            names = "--fetches",
            paramLabel = "N",
            description =
                    "Let at most N replicas of this node fetch their whole state at one time, as"
                            + " when its store was lost; default 4. In a file: controller.fetches.")
    private @Nullable String fetches;

    /// The settings that a file may hold beside those of the clock.
    private static final SortedSet<String> SETTINGS =
            new TreeSet<>(
                    List.of(
                            "controller.split-size",
                            "controller.split-load",
                            "controller.merge-after",
                            "controller.grace",
                            "controller.move-rate",
                            "controller.fetches"));

    /// @throws Complaint if the file holds a setting that does not exist, as a misspelt one
    static void requireKnown(Path file, Map<String, String> entries) {
        for (String key : new TreeSet<>(entries.keySet())) {
            if (!key.startsWith("clock.") && !SETTINGS.contains(key)) {
                throw new Complaint(
                        "there is no setting " + key,
                        file.toString(),
                        "Correct or drop it; these exist: "
                                + String.join(", ", SETTINGS)
                                + ", and those that `isochron clock --settings` lists.");
            }
        }
    }

    /// @param file what stands in the file of `--config`
    /// @throws Complaint if nobody could keep to the grace
    /// @throws IllegalArgumentException saying which setting is wrong
    ControlSettings settings(Map<String, String> file) {
        ControlSettings usual = ControlSettings.DEFAULT;
        Sizes sizes = usual.limits().sizes();
        Reader reader = new Reader(file);
        long bytes = reader.read("split-size", splitSize, BytesText::new, sizes.bytes());
        long requests =
                reader.read("split-load", splitLoad, () -> ControlFlags::whole, sizes.requests());
        Duration cold = reader.read("merge-after", mergeAfter, DurationText::new, usual.coldFor());
        Duration lost = reader.read("grace", grace, DurationText::new, usual.grace());
        requireGrace(lost, usual.leastGrace());
        long rate = reader.read("move-rate", moveRate, BytesText::new, usual.moveRate());
        int together =
                reader.read(
                        "fetches",
                        fetches,
                        () -> text -> Math.toIntExact(whole(text)),
                        usual.fetches());
        Limits limits = usual.limits().with(new Sizes(bytes, requests));
        return usual.withLimits(limits)
                .withColdFor(cold)
                .withGrace(lost)
                .withMoveRate(rate)
                .withFetches(together);
    }

    private static long whole(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no whole number from 0 to 999999999");
        }
        return Long.parseLong(text);
    }

    private static void requireGrace(Duration given, Duration least) {
        if (given.compareTo(least) < 0) {
            throw new Complaint(
                    "a living node reports every two seconds, and would count as lost",
                    "--grace",
                    "Give it at least " + least.toSeconds() + "s.");
        }
    }

    private record Reader(Map<String, String> file) {

        interface Making<T> {
            ITypeConverter<T> converter();
        }

        <T> T read(String name, @Nullable String flag, Making<T> making, T otherwise) {
            String text = flag == null ? file.get("controller." + name) : flag;
            if (text == null) {
                return otherwise;
            }
            try {
                return making.converter().convert(text);
            } catch (Exception e) {
                throw new IllegalArgumentException("--" + name + ": " + e.getMessage(), e);
            }
        }
    }
}
