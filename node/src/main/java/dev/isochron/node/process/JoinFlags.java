package dev.isochron.node.process;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.founding.RosterFile;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.truetime.settings.ClockSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a server is told that joins a cluster, instead of `--node` and `--peers`.
final class JoinFlags {

    @Option(
            names = "--join",
            split = ",",
            paramLabel = "HOST:PORT,…",
            description =
                    "Join the cluster of these nodes, which give this one its number; needs"
                            + " --listen and an empty directory. Later starts need --data alone.")
    private List<String> join = List.of();

    @Option(
            names = "--locality",
            paramLabel = "NAME=VALUE,…",
            description =
                    "Where this server stands, the widest first, for example region=eu,zone=a; the"
                            + " same names on all servers.")
    private String locality = "";

    /// Where it stands.
    ///
    /// @throws IllegalArgumentException saying how a locality is written
    Locality locality() {
        return Locality.parse(locality);
    }

    /// Whoever founds a cluster does not join one.
    ///
    /// @throws Complaint if the server was told to do both
    void requireNoFounder(@Nullable String peers) {
        if (peers != null && !join.isEmpty()) {
            throw new Complaint(
                    "a server either founds a cluster or joins one",
                    "--peers, --join",
                    "Leave out --node and --peers to let it join, or --join if it is a founder.");
        }
    }

    /// As whom the server starts: as whom its directory was let in, or is let in now.
    ///
    /// @param listen the address that others reach it at
    /// @throws Complaint if it was not let in and is not to be, or is refused
    RosterFile.Kept enter(
            Path data, @Nullable String listen, ClockSettings clock, Consumer<String> tell) {
        Admittance admittance = new Admittance(data, tell);
        Optional<RosterFile.Kept> before = admittance.before();
        if (before.isPresent()) {
            admittance.requireOwn(join, before.get());
            return before.get();
        }
        if (join.isEmpty()) {
            throw new Complaint(
                    "nothing says which cluster this server belongs to",
                    data.toString(),
                    "Name the founders with --node and --peers, or nodes of a cluster that exists"
                            + " with --join.");
        }
        join.forEach(node -> Endpoints.parse(node, "--join"));
        if (listen == null
                || Endpoints.parse(listen, "--listen").getPort() == 0
                || Endpoints.parse(listen, "--listen").getAddress().isAnyLocalAddress()) {
            throw new Complaint(
                    "a server that joins says where the others reach it",
                    "--listen",
                    "Give it an address of its own, for example --listen 10.0.0.4:7000.");
        }
        return admittance.ask(join, listen, locality, clock);
    }

    /// Where the members are.
    static Map<NodeId, String> addresses(RosterFile.Kept kept) {
        Map<NodeId, String> all = new TreeMap<>();
        kept.roster()
                .members()
                .forEach(node -> all.put(node, kept.roster().addressOf(node).orElseThrow()));
        return all;
    }
}
