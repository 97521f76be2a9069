package dev.isochron.node.process;

import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.DurationText;
import dev.isochron.node.control.ControlSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How the controller looks after the cluster while its leader is this server.
final class ControlFlags {

    @Option(
            names = "--grace",
            defaultValue = "1min",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description =
                    "How long a node may be silent before its replicas are made anew elsewhere; the"
                            + " same on all servers; default ${DEFAULT-VALUE}.")
    private Duration grace = Duration.ZERO;

    /// @throws Complaint if nobody could keep to it
    ControlSettings settings() {
        Duration least = ControlSettings.DEFAULT.leastGrace();
        if (grace.compareTo(least) < 0) {
            throw new Complaint(
                    "a living node reports every "
                            + ControlSettings.DEFAULT.report().toSeconds()
                            + " s, and would count as lost",
                    "--grace",
                    "Give it at least " + least.toSeconds() + "s.");
        }
        return ControlSettings.DEFAULT.withGrace(grace);
    }
}
