package dev.isochron.node.operate;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.controller.word.View;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import dev.isochron.paxos.model.NodeId;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isochron node`: who the members are; empties and removes them.
@Command(
        name = "node",
        description =
                "Lists the nodes of the cluster; tells how one is added, drains and removes them.",
        mixinStandardHelpOptions = true,
        subcommands = {
            NodeCommand.ListNodes.class,
            NodeCommand.Add.class,
            NodeCommand.Drain.class,
            NodeCommand.Resume.class,
            NodeCommand.Remove.class
        })
public final class NodeCommand implements Subcommand {

    private static final Pattern TIER = Pattern.compile("=[^,]*");

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.USAGE;
    }

    /// The members.
    @Command(
            name = "list",
            description = "Shows the nodes, and how many replicas each has.",
            mixinStandardHelpOptions = true)
    static final class ListNodes implements Subcommand {
        @Spec private CommandSpec spec;
        @Mixin private ClusterPort port = new ClusterPort();

        @Override
        public Integer call() {
            View view = port.view();
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%-6s %-22s %-10s %9s %6s %-11s %-12s %s%n",
                    "node",
                    "address",
                    "standing",
                    "replicas",
                    "leads",
                    "controller",
                    "heard",
                    "locality");
            view.servers().forEach(one -> print(one, view, out));
            out.flush();
            return ExitCode.OK;
        }

        private static void print(View.ServerSeen seen, View view, PrintWriter out) {
            Server server = seen.server();
            NodeId id = server.id();
            long replicas =
                    view.shards().stream().filter(one -> one.shard().on(id).isPresent()).count();
            long leads =
                    view.shards().stream()
                            .filter(one -> one.shard().leader().filter(id::equals).isPresent())
                            .count();
            Locality where = server.locality();
            out.printf(
                    "%-6s %-22s %-10s %9d %6d %-11s %-12s %s%n",
                    id,
                    server.address(),
                    server.standing().name().toLowerCase(Locale.ROOT),
                    replicas,
                    leads,
                    view.seats().contains(id) ? "yes" : "no",
                    seen.silentMillis() < 0 ? "not yet" : seen.silentMillis() + " ms ago",
                    where);
        }
    }

    /// A server joins by itself: what it is told, with what this cluster wants to hear.
    @Command(
            name = "add",
            description = "Shows what to start on a new machine, for it to join this cluster.",
            mixinStandardHelpOptions = true)
    static final class Add implements Subcommand {
        private static final int NAMED = 3;

        @Spec private CommandSpec spec;
        @Mixin private ClusterPort port = new ClusterPort();

        @Override
        public Integer call() {
            List<Server> members =
                    port.view().servers().stream()
                            .map(View.ServerSeen::server)
                            .filter(one -> one.standing() == Standing.ACTIVE)
                            .toList();
            String some =
                    members.stream()
                            .limit(NAMED)
                            .map(Server::address)
                            .collect(Collectors.joining(","));
            String tiers =
                    members.isEmpty()
                            ? ""
                            : TIER.matcher(members.getFirst().locality().toString())
                                    .replaceAll("=…");
            PrintWriter out = spec.commandLine().getOut();
            out.println("A server joins by itself. Start it on its machine, with a new directory:");
            out.printf(
                    "  isochron server --join %s --listen HOST:PORT --data DIR%s%n",
                    some, tiers.isEmpty() ? "" : " --locality " + tiers);
            out.println("It is told its number; `isochron node list` shows it within seconds.");
            out.flush();
            return ExitCode.OK;
        }
    }

    /// Asks for something to be done to one node.
    abstract static class OfOne implements Subcommand {
        @Spec private CommandSpec spec;
        @Mixin private ClusterPort port = new ClusterPort();

        @Parameters(paramLabel = "NODE", description = "Its number, 3 or n3.")
        private String node = "";

        abstract dev.isochron.controller.decide.Command asked(NodeId of);

        @Override
        public Integer call() {
            return carryOut(spec, port, asked(NodeNumber.parse(node)));
        }
    }

    /// Its replicas leave.
    @Command(
            name = "drain",
            description = "Moves everything off a node; `isochron jobs` shows how far that is.",
            mixinStandardHelpOptions = true)
    static final class Drain extends OfOne {
        @Override
        dev.isochron.controller.decide.Command asked(NodeId node) {
            return new dev.isochron.controller.decide.Command.Drain(node);
        }
    }

    /// It takes replicas again.
    @Command(
            name = "resume",
            description = "Lets a node that was drained take replicas again.",
            mixinStandardHelpOptions = true)
    static final class Resume extends OfOne {
        @Override
        dev.isochron.controller.decide.Command asked(NodeId node) {
            return new dev.isochron.controller.decide.Command.Resume(node);
        }
    }

    /// It is no member any more.
    @Command(
            name = "remove",
            description = "Removes a node that is empty; its number is never given again.",
            mixinStandardHelpOptions = true)
    static final class Remove extends OfOne {
        @Override
        dev.isochron.controller.decide.Command asked(NodeId node) {
            return new dev.isochron.controller.decide.Command.Remove(node);
        }
    }

    /// Asks for something to be done, and says what that came to.
    static int carryOut(
            CommandSpec spec, ClusterPort port, dev.isochron.controller.decide.Command command) {
        PrintWriter out = spec.commandLine().getOut();
        if (port.ask(new Plea.Do(command)) instanceof Ruling.Done(List<String> records)) {
            if (records.isEmpty()) {
                out.println("nothing to do: it is so already");
            }
            records.forEach(out::println);
        }
        out.flush();
        return ExitCode.OK;
    }
}
