package dev.isochron.node.operate;

import dev.isochron.controller.cluster.HotRow;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.word.View;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isochron shards`: which shards there are, where their replicas are, and what they cost.
@Command(
        name = "shards",
        description = "Shows the shards of the cluster, in the order of their keys.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ShardsCommand.Split.class,
            ShardsCommand.Merge.class,
            ShardsCommand.Hot.class
        })
public final class ShardsCommand implements Subcommand {

    @Spec private CommandSpec spec;

    @Mixin private ClusterPort port = new ClusterPort();

    @Option(
            names = "--limit",
            defaultValue = "100",
            paramLabel = "N",
            description = "Shards to show at most; default ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() {
        View view = port.view();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%-8s %10s %-7s %-20s %12s %10s  %s%n",
                "shard", "generation", "leader", "replicas", "bytes", "requests/s", "keys, rule");
        Damages damages = Damages.of(view);
        for (View.ShardSeen one : view.shards().stream().limit(Math.max(0, limit)).toList()) {
            print(one, view, out);
            damages.of(one.shard().id()).forEach(line -> out.println("         " + line));
        }
        if (view.shards().size() > Math.max(0, limit)) {
            out.printf("… and %d more; see --limit%n", view.shards().size() - Math.max(0, limit));
        }
        out.flush();
        return ExitCode.OK;
    }

    /// A shard is cut in two.
    @Command(
            name = "split",
            description = {
                "Cuts the shard that has a key in two: the right half begins at the key.",
                "Open transactions of that shard are undone, and may be run again."
            },
            mixinStandardHelpOptions = true)
    static final class Split implements Subcommand {
        @Spec private CommandSpec spec;
        @Mixin private ClusterPort port = new ClusterPort();

        @Parameters(
                paramLabel = "HEX",
                description = "The key as hex digits; docs/keys.md tells what the bytes mean.")
        private String key = "";

        @Override
        public Integer call() {
            return NodeCommand.carryOut(
                    spec, port, new dev.isochron.controller.decide.Command.SplitAt(border()));
        }

        private Key border() {
            try {
                return Key.ofHex(key);
            } catch (IllegalArgumentException | KeyTooLong e) {
                throw new ParameterException(
                        spec.commandLine(), "\"" + key + "\" is no key: " + e.getMessage());
            }
        }
    }

    /// A shard takes its right neighbour in.
    @Command(
            name = "merge",
            description = {
                "Lets a shard take in the one whose keys follow; both have their replicas on the"
                        + " same nodes.",
                "Open transactions of both are undone, and may be run again."
            },
            mixinStandardHelpOptions = true)
    static final class Merge implements Subcommand {
        @Spec private CommandSpec spec;
        @Mixin private ClusterPort port = new ClusterPort();

        @Parameters(
                paramLabel = "ID",
                description = "The left one of the two, as `isochron shards` calls it: s7, or 7.")
        private String left = "";

        @Override
        public Integer call() {
            return NodeCommand.carryOut(
                    spec, port, new dev.isochron.controller.decide.Command.MergeAt(border()));
        }

        private Key border() {
            Shard shard =
                    port.view().shards().stream()
                            .map(View.ShardSeen::shard)
                            .filter(one -> String.valueOf(one.id().value()).equals(number()))
                            .findFirst()
                            .orElseThrow(() -> refused("no shard is called " + left));
            return shard.span()
                    .until()
                    .orElseThrow(() -> refused(left + " is the last one: no keys follow"));
        }

        private String number() {
            return left.startsWith("s") ? left.substring(1) : left;
        }

        private ParameterException refused(String why) {
            return new ParameterException(spec.commandLine(), why);
        }
    }

    /// Rows that no split would help.
    @Command(
            name = "hot",
            description =
                    "Shows rows that take so much of a shard's work that no split would help.",
            mixinStandardHelpOptions = true)
    static final class Hot implements Subcommand {
        @Spec private CommandSpec spec;
        @Mixin private ClusterPort port = new ClusterPort();

        @Override
        public Integer call() {
            View view = port.view();
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%-8s %10s %8s %-20s %-40s %s%n",
                    "shard", "requests/s", "waiting", "tag", "statement", "row");
            for (View.ShardSeen one : view.shards()) {
                for (HotRow row : one.survey().hot()) {
                    out.printf(
                            "s%-7d %10d %8d %-20s %-40s %s%n",
                            one.shard().id().value(),
                            row.requests(),
                            row.waiting(),
                            row.tag(),
                            row.statement(),
                            row.row());
                }
            }
            out.flush();
            return ExitCode.OK;
        }
    }

    private static void print(View.ShardSeen seen, View view, PrintWriter out) {
        Shard shard = seen.shard();
        out.printf(
                "s%-7d %10d %-7s %-20s %,12d %10d  %s%s%n",
                shard.id().value(),
                shard.generation().value(),
                shard.leader().map(NodeId::toString).orElse("-"),
                shard.replicas().stream().map(Replica::toString).collect(Collectors.joining(" ")),
                seen.load().bytes(),
                seen.load().requests(),
                shard.span(),
                view.rules().at(shard.span().from()).map(rule -> " (" + rule + ")").orElse(""));
        for (Job job : view.jobs()) {
            if (job.shard().equals(shard.id())) {
                out.println("         " + job);
            }
        }
    }
}
