package dev.isochron.node.demo;

import dev.isochron.node.console.Address;
import dev.isochron.node.console.Shell;
import dev.isochron.node.demo.DemoWorkload.DemoPlace;
import dev.isochron.node.demo.DemoWorkload.DemoTeller;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// What goes on at a demo's cluster: rows are loaded, clients work, nodes fail, a person looks on.
///
/// ```
/// load all → work until the end, with chaos beside it → report, if there is an end
/// ```
final class DemoShow {

    private static final Duration CALM = Duration.ofSeconds(10);

    /// How long clients are awaited that were told to end.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// What was asked for.
    ///
    /// @param loaded whose rows are loaded
    /// @param worked what clients do then
    /// @param duration of that work; nothing for no end
    record Wishes(
            List<DemoWorkload> loaded,
            Optional<DemoWorkload> worked,
            Optional<Duration> duration,
            boolean isTiny,
            boolean hasChaos) {
        Wishes {
            loaded = List.copyOf(loaded);
        }
    }

    private final DemoCluster cluster;
    private final DemoSql sql;
    private final Wishes wishes;
    private final PrintWriter out;

    DemoShow(DemoCluster cluster, DemoSql sql, Wishes wishes, PrintWriter out) {
        this.cluster = cluster;
        this.sql = sql;
        this.wishes = wishes;
        this.out = out;
    }

    /// Goes on until its end, or the latch.
    void run(CountDownLatch ended) throws InterruptedException {
        DemoTeller teller = this::print;
        announce(teller);
        Thread work = begin(teller, ended);
        ended.await();
        end(work);
    }

    /// Opens a shell, and goes on until the person leaves it.
    void atTerminal() throws IOException, InterruptedException {
        List<Address> places =
                sql.ports().stream()
                        .map(port -> new Address("127.0.0.1", port, "isochron", "isochron", null))
                        .toList();
        try (Shell shell = Shell.open(places, Shell.usualHistory())) {
            announce(this::print);
            if (!wishes.loaded().isEmpty()) {
                print("In the shell, \\c " + wishes.loaded().getLast().name() + " goes there.");
            }
            Thread work = begin(shell::tell, new CountDownLatch(1));
            try {
                shell.run();
            } finally {
                end(work);
            }
        }
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }

    private void announce(DemoTeller teller) {
        DemoPlace place = place(teller);
        for (DemoWorkload each : wishes.loaded()) {
            teller.tell("Database %s: %s.".formatted(each.name(), each.about(place)));
        }
    }

    private DemoPlace place(DemoTeller teller) {
        return new DemoPlace(sql.ports(), wishes.isTiny(), teller);
    }

    private Thread begin(DemoTeller teller, CountDownLatch ended) {
        return Thread.ofPlatform()
                .daemon()
                .name("demo-work")
                .start(() -> {
                    try {
                        if (goOn(teller)) {
                            ended.countDown();
                        }
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException failed) {
                        teller.tell("demo: no more is loaded or done: " + failed.getMessage());
                        ended.countDown();
                    }
                });
    }

    /// Returns whether that was all.
    private boolean goOn(DemoTeller teller) throws InterruptedException {
        DemoPlace place = place(teller);
        for (DemoWorkload each : wishes.loaded()) {
            each.load(place);
        }
        Optional<DemoChaos> chaos = chaos(teller);
        try {
            return workAt(place);
        } finally {
            chaos.ifPresent(DemoChaos::close);
        }
    }

    private boolean workAt(DemoPlace place) throws InterruptedException {
        if (wishes.worked().isEmpty()) {
            Thread.sleep(Duration.ofDays(365));
            return false;
        }
        DemoWorkload worked = wishes.worked().get();
        if (wishes.duration().isEmpty()) {
            worked.workOn(place);
            return false;
        }
        place.teller().tell(worked.work(place, wishes.duration().get()));
        return true;
    }

    private Optional<DemoChaos> chaos(DemoTeller teller) {
        return wishes.hasChaos()
                ? Optional.of(new DemoChaos(cluster, sql, teller, CALM))
                : Optional.empty();
    }

    private static void end(Thread work) throws InterruptedException {
        work.interrupt();
        work.join(PATIENCE);
    }
}
