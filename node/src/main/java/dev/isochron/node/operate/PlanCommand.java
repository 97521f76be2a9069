package dev.isochron.node.operate;

import dev.isochron.controller.balance.Plan;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.node.cli.BytesText;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isochron plan`: what would be moved, without moving it.
@Command(
        name = "plan",
        description = "Shows what the controller would move, now or if a node were drained.",
        mixinStandardHelpOptions = true,
        subcommands = PlanCommand.Drain.class)
public final class PlanCommand implements Subcommand {

    @Spec private CommandSpec spec;

    @Mixin private ClusterPort port = new ClusterPort();

    @Override
    public Integer call() {
        return show(spec, port.ask(new Plea.PlanAll()));
    }

    /// If a node were drained.
    @Command(
            name = "drain",
            description = "What would be moved if a node were drained, and what stands against it.",
            mixinStandardHelpOptions = true)
    static final class Drain implements Subcommand {
        @Spec private CommandSpec spec;
        @Mixin private ClusterPort port = new ClusterPort();

        @Parameters(paramLabel = "NODE", description = "Its number, 3 or n3.")
        private String node = "";

        @Override
        public Integer call() {
            return show(spec, port.ask(new Plea.PlanDrain(NodeNumber.parse(node))));
        }
    }

    private static int show(CommandSpec spec, Ruling ruling) {
        PrintWriter out = spec.commandLine().getOut();
        if (ruling instanceof Ruling.Planned(Plan plan, long seconds)) {
            plan.moves()
                    .forEach(move ->
                            out.println("move " + move + ", " + BytesText.of(move.bytes())));
            plan.retirements().forEach(each -> out.println("retire " + each));
            plan.handovers().forEach(handover -> out.println("hand over " + handover));
            plan.blocked().forEach(blocked -> out.println("blocked: " + blocked));
            out.printf(
                    "%d moves of %s in about %d s, %d handovers, %d blocked%n",
                    plan.moves().size(),
                    BytesText.of(plan.bytes()),
                    seconds,
                    plan.handovers().size(),
                    plan.blocked().size());
        }
        out.flush();
        return ExitCode.OK;
    }
}
