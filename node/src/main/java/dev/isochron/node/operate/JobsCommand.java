package dev.isochron.node.operate;

import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.word.View;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import java.io.PrintWriter;
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

    private static final int STEPS = Job.Step.values().length;

    @Spec private CommandSpec spec;

    @Mixin private ClusterPort port = new ClusterPort();

    @Override
    public Integer call() {
        View view = port.view();
        PrintWriter out = spec.commandLine().getOut();
        if (view.jobs().isEmpty()) {
            out.println("nothing is being done");
        }
        view.jobs().forEach(job -> out.println(bar(job) + " " + job));
        out.flush();
        return ExitCode.OK;
    }

    /// Of a move, how many of its steps are behind it; the others have one.
    private static String bar(Job job) {
        int done = job instanceof Job.Move move ? stepsBehind(move.step()) : 0;
        int all = job instanceof Job.Move ? STEPS : 1;
        return "[" + "#".repeat(done) + ".".repeat(all - done) + "]";
    }

    private static int stepsBehind(Job.Step step) {
        return switch (step) {
            case ADD_LEARNER -> 0;
            case CATCH_UP -> 1;
            case SWAP -> 2;
            case CLEAN -> 3;
        };
    }
}
