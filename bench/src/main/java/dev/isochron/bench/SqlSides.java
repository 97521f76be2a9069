package dev.isochron.bench;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Together;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.bench.isochron.LocalServers;
import dev.isochron.bench.peer.PostgresPeer;
import dev.isochron.bench.peer.ProcessTree;
import dev.isochron.bench.sql.SqlSide;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Databases that are started for one call of `isochron bench sql`, and how they are ended.
final class SqlSides implements AutoCloseable {

    private static final int SERVERS = 3;

    private final List<SqlSide> all;
    private final ConcurrentLinkedDeque<Runnable> endings = new ConcurrentLinkedDeque<>();

    /// Starts one of each, side by side: nothing is measured yet.
    static SqlSides start(
            List<Subject> subjects,
            Workspace workspace,
            Lifetime lifetime,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        progress.accept(
                "starting "
                        + subjects.stream().map(Subject::label).collect(Collectors.joining(", ")));
        return new SqlSides(subjects, workspace, lifetime);
    }

    private SqlSides(List<Subject> subjects, Workspace workspace, Lifetime lifetime)
            throws IOException, InterruptedException {
        try {
            this.all = Together.all(subjects, subject -> start(subject, workspace, lifetime));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    List<SqlSide> all() {
        return all;
    }

    private SqlSide start(Subject subject, Workspace workspace, Lifetime lifetime)
            throws IOException, InterruptedException {
        if (subject == Subject.ISOCHRON) {
            return startServers(workspace, lifetime);
        }
        PostgresPeer peer = PostgresPeer.start(subject, workspace.directory(subject.label()));
        endings.push(peer::close);
        return new SqlSide(
                subject,
                peer.url(),
                peer.port(),
                "postgres",
                () -> ProcessTree.cpuSeconds(peer.processes()),
                peer.settings());
    }

    private SqlSide startServers(Workspace workspace, Lifetime lifetime)
            throws IOException, InterruptedException {
        LocalServers servers =
                LocalServers.startWithSql(
                        workspace.directory("servers"), SERVERS, List.of(), lifetime);
        endings.push(servers::close);
        return new SqlSide(
                Subject.ISOCHRON,
                servers.sqlUrls().getFirst(),
                servers.sqlPorts().getFirst(),
                "isochron",
                () -> ProcessTree.cpuSeconds(servers.processes()),
                Map.of("servers", Integer.toString(SERVERS)));
    }

    @Override
    public void close() {
        for (Runnable end = endings.poll(); end != null; end = endings.poll()) {
            end.run();
        }
    }
}
