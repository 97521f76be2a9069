package dev.isochron.node.care;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.error.UnavailableException;
import dev.isochron.client.port.Ports;
import dev.isochron.node.sql.Home;
import dev.isochron.node.sql.OwnPorts;
import java.time.Duration;

/// A node's caretaker, on a thread of its own.
public final class CareService implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final Home home;
    private final String own;
    private final Thread thread;

    private CareService(Home home, String own) {
        this.home = home;
        this.own = own;
        this.thread = Thread.ofVirtual().name("caretaker").unstarted(this::run);
    }

    /// Begins.
    ///
    /// @param own the address by which shards name the node
    public static CareService start(Home home, String own) {
        CareService service = new CareService(home, own);
        service.thread.start();
        return service;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            Ports ports = OwnPorts.of(home, own);
            ClientSettings settings =
                    ClientSettings.of(own).withNearest(own).withConnectTimeout(CONNECT);
            try (Isochron db = Isochron.over(ports, settings)) {
                new Caretaker(db, ports.sessions(), home::withNode)
                        .run(Caretaker.LOOK, Caretaker.LOOKS_PER_SWEEP);
            } catch (UnavailableException e) {
                // The node starts, or looks for its cluster; it is asked again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
