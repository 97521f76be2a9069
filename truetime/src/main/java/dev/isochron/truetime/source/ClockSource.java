package dev.isochron.truetime.source;

import dev.isochron.truetime.ClockDomain;
import dev.isochron.truetime.ClockStatus.Measure;
import java.util.List;

/// Where time comes from, and how its bound is known. One owner; not thread-safe.
public interface ClockSource {

    /// The name in the configuration, for example `kernel`.
    String name();

    /// How this source knows its bound, one sentence for a person.
    String basis();

    /// Which clocks its intervals may be compared with.
    ClockDomain domain();

    /// Looks at the host's clocks and says what it vouches for from now on.
    Verdict read();

    /// What it saw so far, for metrics and the command line.
    List<Measure> measures();
}
