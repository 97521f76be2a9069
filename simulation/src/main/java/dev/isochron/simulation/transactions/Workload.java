package dev.isochron.simulation.transactions;

import dev.isochron.client.Isochron;
import dev.isochron.simulation.seed.Generator;
import java.util.List;

/// One kind of work for many clients.
public interface Workload {

    /// Makes the tables and their first rows.
    void prepare(Isochron db);

    /// One transaction of one client. Failures that a client has to live with end here.
    ///
    /// @param process that the client counts as now
    /// @return false if its outcome is unknown, so that the client must go on as another process
    boolean act(Isochron db, long process, Generator chance);

    /// Looks at everything once all clients have stopped, and says what cannot be.
    List<String> judge(Isochron db);
}
