package dev.isochron.house;

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
        return new Shells(
                List.of(
                        new Shell(
                                "dev.isochron.node",
                                EVERYTHING,
                                "is the shell: it implements the ports for real"),
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
                                "dev.isochron.client.transport",
                                EVERYTHING,
                                "is the client's gRPC transport, behind its port"),
                        new Shell(
                                "dev.isochron.house",
                                EVERYTHING,
                                "reads the tree; runs in no node")));
    }

    /// Whether a class of the package may touch the world in this way.
    boolean permit(String packageName, Impurity impurity) {
        return shells.stream()
                .anyMatch(shell -> shell.holds(packageName) && shell.may().contains(impurity));
    }

    /// @param root the package, which stands for those below it, too
    /// @param may what its classes may touch
    /// @param why the reason, for the reader of this list
    record Shell(String root, Set<Impurity> may, String why) {

        boolean holds(String packageName) {
            return packageName.equals(root) || packageName.startsWith(root + ".");
        }
    }
}
