package dev.isochron.bench;

import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.bench.isochron.LocalServers;
import dev.isochron.bench.peer.PostgresPeer;
import dev.isochron.bench.peer.ProcessTree;
import dev.isochron.bench.sql.SqlSide;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Databases that are started for one call of `isochron bench sql`, and how they are ended.
final class SqlSides implements AutoCloseable {

    private static final int SERVERS = 3;

    private final List<SqlSide> all = new ArrayList<>();
    private final Deque<Runnable> endings = new ArrayDeque<>();

    /// Starts one of each.
    static SqlSides start(List<Subject> subjects, Workspace workspace, Consumer<String> progress)
            throws IOException, InterruptedException {
        SqlSides sides = new SqlSides();
        try {
            for (Subject subject : subjects) {
                progress.accept("starting " + subject.label());
                sides.start(subject, workspace);
            }
            return sides;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            sides.close();
            throw failed;
        }
    }

    List<SqlSide> all() {
        return List.copyOf(all);
    }

    private void start(Subject subject, Workspace workspace)
            throws IOException, InterruptedException {
        if (subject == Subject.ISOCHRON) {
            startServers(workspace);
            return;
        }
        PostgresPeer peer = PostgresPeer.start(subject, workspace.directory(subject.label()));
        endings.push(peer::close);
        all.add(
                new SqlSide(
                        subject,
                        peer.url(),
                        peer.port(),
                        "postgres",
                        () -> ProcessTree.cpuSeconds(peer.processes()),
                        peer.settings()));
    }

    private void startServers(Workspace workspace) throws IOException, InterruptedException {
        LocalServers servers =
                LocalServers.startWithSql(workspace.directory("servers"), SERVERS, List.of());
        endings.push(servers::close);
        all.add(
                new SqlSide(
                        Subject.ISOCHRON,
                        servers.sqlUrls().getFirst(),
                        servers.sqlPorts().getFirst(),
                        "isochron",
                        () -> ProcessTree.cpuSeconds(servers.processes()),
                        Map.of("servers", Integer.toString(SERVERS))));
    }

    @Override
    public void close() {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }
}
