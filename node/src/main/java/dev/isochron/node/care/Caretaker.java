package dev.isochron.node.care;

import dev.isochron.client.Holds;
import dev.isochron.client.Isochron;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.port.Sessions;
import dev.isochron.node.assembly.Node;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Tells a node's shards which snapshots are held, as often as they want to know, so that they keep
/// what those show and nothing else (attack 25); and removes what the system's own rows say that is
/// of no use any more.
///
/// Whether anybody wants to know is asked of the own node only: a cluster where nobody writes is
/// not disturbed.
public final class Caretaker {

    /// How old what is known of held snapshots becomes: versions are kept for so much longer.
    public static final Duration LOOK = Duration.ofSeconds(5);

    /// A node that does not answer itself by then has other troubles.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// Old rows harm nobody for minutes.
    public static final int LOOKS_PER_SWEEP = 60;

    private final Isochron db;
    private final Sessions sessions;
    private final Consumer<Consumer<Node>> home;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /// @param db the cluster, as a client
    /// @param sessions where it waits
    /// @param home runs a task with the node, on its loop
    public Caretaker(Isochron db, Sessions sessions, Consumer<Consumer<Node>> home) {
        this.db = db;
        this.sessions = sessions;
        this.home = home;
    }

    /// Works until it is ended.
    ///
    /// @param pause between two looks
    /// @param perSweep after how many of them old rows are removed
    public void run(Duration pause, int perSweep) throws InterruptedException {
        int looks = 0;
        while (!sessions.await(end, sessions.nanos() + pause.toNanos())) {
            looks++;
            try {
                look();
                if (looks % perSweep == 0) {
                    sweep();
                }
            } catch (IsochronException e) {
                // A cluster that does not answer now is asked again; until then nothing goes.
            }
        }
    }

    private void look() throws InterruptedException {
        CompletableFuture<Boolean> wanted = new CompletableFuture<>();
        home.accept(node -> wanted.complete(node.held().takeWanted()));
        if (sessions.await(wanted, sessions.nanos() + PATIENCE.toNanos()) && wanted.join()) {
            Holds.Seen seen = db.holds().seen();
            home.accept(node -> node.held().told(seen.asOf(), seen.earliest()));
        }
    }

    private void sweep() {
        db.holds().sweep();
        while (db.requests().sweep() > 0 && !end.isDone()) {
            // Some more.
        }
    }

    public void end() {
        end.complete(null);
    }
}
