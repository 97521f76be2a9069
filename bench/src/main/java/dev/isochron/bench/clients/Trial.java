package dev.isochron.bench.clients;

import java.util.List;

/// One client.
interface Trial {

    /// Its name, for messages.
    String name();

    /// Tries all of its steps; nothing if it is not on this machine.
    List<Verdict> run(Site site) throws InterruptedException;
}
