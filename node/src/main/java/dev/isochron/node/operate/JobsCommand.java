package dev.isochron.node.operate;

import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.JobProgress;
import dev.isochron.controller.word.View;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `isochron jobs`: what the controller is doing, and how far it is.
@Command(
        name = "jobs",
        description = "Shows what is being moved, handed over, split or merged.",
        mixinStandardHelpOptions = true)
public final class JobsCommand implements Subcommand {

    private static final int BAR = 20;

    @Spec private CommandSpec spec;

    @Mixin private ClusterPort port = new ClusterPort();

    @Override
    public Integer call() {
        View view = port.view();
        PrintWriter out = spec.commandLine().getOut();
        if (view.jobs().isEmpty()) {
            out.println("nothing is being done");
        }
        boolean toPeople =
                Optional.ofNullable(System.console()).filter(each -> each.isTerminal()).isPresent();
        view.jobs().forEach(job -> out.println(line(job, toPeople)));
        out.flush();
        return ExitCode.OK;
    }

    /// A bar for people, and numbers for whatever reads a pipe.
    static String line(Job job, boolean toPeople) {
        JobProgress progress = JobProgress.of(job);
        if (!toPeople) {
            return "%d/%d %s".formatted(progress.done(), progress.all(), job);
        }
        int full = BAR * progress.done() / progress.all();
        return "▕%s%s▏ %3d %% %s"
                .formatted(
                        "█".repeat(full),
                        "·".repeat(BAR - full),
                        100 * progress.done() / progress.all(),
                        job);
    }
}
