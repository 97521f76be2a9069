package dev.isochron.node.demo;

import java.time.Duration;
import java.util.List;

/// Rows that a demo shows, in a database of their own, and work on them.
///
/// Implementations are named in `META-INF/services`, so that a room that depends on this one can
/// bring some.
public interface DemoWorkload {

    /// As a person names it; the database has the same name.
    String name();

    /// What the rows are, in a few words.
    String about(DemoPlace place);

    /// Creates the database and its tables, and loads what is missing.
    void load(DemoPlace place) throws InterruptedException;

    /// Keeps clients at work for so long, and returns what came of it, as lines for a person.
    ///
    /// @throws InterruptedException if it is to end sooner
    String work(DemoPlace place, Duration duration) throws InterruptedException;

    /// The same without an end; how it goes is told now and then.
    void workOn(DemoPlace place) throws InterruptedException;

    /// Where the rows go.
    ///
    /// @param sqlPorts of all nodes, on the loopback
    /// @param isTiny whether a fraction of the rows will do
    /// @param teller hears how it goes
    record DemoPlace(List<Integer> sqlPorts, boolean isTiny, DemoTeller teller) {
        public DemoPlace {
            sqlPorts = List.copyOf(sqlPorts);
        }
    }

    /// Tells the person who watches; any thread may call it.
    @FunctionalInterface
    interface DemoTeller {
        void tell(String line);
    }
}
