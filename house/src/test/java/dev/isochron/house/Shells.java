package dev.isochron.house;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What is shell, and so may touch the world; everything else is held to be a core.
///
/// A line here is a decision: it names the package, what its classes may touch, and why.
record Shells(List<Shell> shells) {

    private static final Set<Impurity> EVERYTHING = EnumSet.allOf(Impurity.class);

    /// The shells of this tree.
    static Shells ofThisTree() {
        List<Shell> all = new ArrayList<>(ofTheNode());
        all.addAll(ofOtherRooms());
        return new Shells(all);
    }

    /// What of the node is no core: the rest of it runs in simulation as it is.
    private static List<Shell> ofTheNode() {
        return List.of(
                Shell.only("dev.isochron.node", EVERYTHING, "holds main()"),
                new Shell("dev.isochron.node.cli", EVERYTHING, "speaks to a person at a terminal"),
                new Shell(
                        "dev.isochron.node.client",
                        EVERYTHING,
                        "is a client: a program of its own, with a thread and sockets"),
                new Shell(
                        "dev.isochron.node.care",
                        EnumSet.of(Impurity.THREAD),
                        "is a client, with a thread of its own"),
                new Shell(
                        "dev.isochron.node.console",
                        EVERYTHING,
                        "is a client, and speaks to a person at a terminal"),
                new Shell(
                        "dev.isochron.node.demo",
                        EVERYTHING,
                        "runs nodes for a person to look at, in real time"),
                new Shell("dev.isochron.node.disk", EVERYTHING, "is the real disk"),
                new Shell("dev.isochron.node.grpc", EVERYTHING, "is the real network"),
                new Shell(
                        "dev.isochron.node.inspect",
                        EVERYTHING,
                        "is a program that asks nodes over the network, several at a time"),
                new Shell(
                        "dev.isochron.node.metrics",
                        EVERYTHING,
                        "answers HTTP; counts nothing itself"),
                new Shell(
                        "dev.isochron.node.operate",
                        EVERYTHING,
                        "is a client, and prints for a person at a terminal"),
                new Shell("dev.isochron.node.process", EVERYTHING, "puts a node on real ports"),
                new Shell(
                        "dev.isochron.node.service",
                        EnumSet.of(Impurity.NETWORK),
                        "is called by gRPC, and only enqueues on the loop"),
                new Shell(
                        "dev.isochron.node.sql",
                        EVERYTHING,
                        "is the sockets, threads and TLS of SQL's clients"),
                new Shell(
                        "dev.isochron.node.shell",
                        EVERYTHING,
                        "is the real loop, the real disk thread, the real chance"));
    }

    private static List<Shell> ofOtherRooms() {
        return List.of(
                new Shell(
                        "dev.isochron.bench",
                        EVERYTHING,
                        "measures real clocks, disks and processes"),
                new Shell(
                        "dev.isochron.truetime.host",
                        EVERYTHING,
                        "reads the clocks of this machine"),
                new Shell(
                        "dev.isochron.truetime.settings",
                        EnumSet.of(Impurity.FILE),
                        "names a folder as a Path; opens nothing"),
                new Shell(
                        "dev.isochron.simulation",
                        EnumSet.of(Impurity.CHANCE),
                        "makes chance from the seed"),
                new Shell(
                        "dev.isochron.simulation.run",
                        EVERYTHING,
                        "runs many seeds on several threads, each world on one"),
                new Shell(
                        "dev.isochron.simulation.cli",
                        EVERYTHING,
                        "shows progress to a person, in real time"),
                new Shell(
                        "dev.isochron.client",
                        EnumSet.of(Impurity.THREAD),
                        "is called by many threads at once, and waits in its ports"),
                new Shell(
                        "dev.isochron.client.transport",
                        EVERYTHING,
                        "is the client's gRPC transport, behind its port"),
                new Shell(
                        "dev.isochron.sql.engine",
                        EnumSet.of(Impurity.THREAD),
                        "keeps plans and sequences' reserves that many sessions share"),
                new Shell(
                        "dev.isochron.sql.catalog",
                        EnumSet.of(Impurity.THREAD),
                        "keeps images that many sessions share"),
                new Shell("dev.isochron.sql.jooq", EVERYTHING, "runs within an application"),
                new Shell("dev.isochron.node.lmdb", EVERYTHING, "is the real store"),
                new Shell(
                        "dev.isochron.simulation.session",
                        EnumSet.of(Impurity.CHANCE, Impurity.THREAD),
                        "lets blocking code run on threads, one at a time"),
                new Shell(
                        "dev.isochron.simulation.transactions",
                        EnumSet.of(Impurity.CHANCE, Impurity.THREAD),
                        "keeps promises for client code, which waits on them"),
                new Shell(
                        "dev.isochron.simulation.processes",
                        EVERYTHING,
                        "starts and kills real processes"),
                new Shell("dev.isochron.house", EVERYTHING, "reads the tree; runs in no node"));
    }

    /// Whether a class of the package may touch the world in this way.
    boolean permit(String packageName, Impurity impurity) {
        return shells.stream()
                .anyMatch(shell -> shell.holds(packageName) && shell.may().contains(impurity));
    }

    /// @param root the package
    /// @param may what its classes may touch
    /// @param why the reason, for the reader of this list
    /// @param deep false if it does not stand for those below
    record Shell(String root, Set<Impurity> may, String why, boolean deep) {

        Shell(String root, Set<Impurity> may, String why) {
            this(root, may, why, true);
        }

        /// The package alone: those below it are cores, or have lines of their own.
        static Shell only(String root, Set<Impurity> may, String why) {
            return new Shell(root, may, why, false);
        }

        boolean holds(String packageName) {
            return packageName.equals(root) || (deep && packageName.startsWith(root + "."));
        }
    }
}
