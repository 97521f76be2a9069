package dev.isochron.bench.log;

import dev.isochron.bench.harness.LoadedCluster;
import dev.isochron.bench.harness.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// A replicated log that can be measured.
public interface LogSubject {

    Subject subject();

    /// What was set away from the subject's defaults, for the report.
    Map<String, String> settings();

    /// Starts three servers with `groups` logs on all of them, and a client process; returns when
    /// every group takes entries.
    ///
    /// @param directory empty, for the servers' data and all logs
    /// @param countSyncs whether the servers are to count their syncs
    LoadedCluster start(int groups, Path directory, boolean countSyncs)
            throws IOException, InterruptedException;
}
