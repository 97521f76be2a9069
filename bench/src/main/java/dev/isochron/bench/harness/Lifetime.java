package dev.isochron.bench.harness;

import java.util.List;

/// How long the JVMs of a run live, which decides what they are started with. It is the same for
/// every server and client of every subject, so that none has more memory or compilers than
/// another.
public enum Lifetime {

    /// Minutes. A virtual machine may get its pages from the host as they are first touched, at 15
    /// to 100 µs each that no account of the guest shows: so they are touched before anything is
    /// measured, and two megabytes at a time where the kernel has such pages.
    LONG("-Xms512m -Xmx1g -XX:+AlwaysPreTouch -XX:+UseTransparentHugePages"),

    /// Seconds. What C2 and a parallel collector win comes too late, and so does memory that was
    /// touched ahead: a small young generation is touched once and used again.
    BRIEF("-Xmn48m -Xmx1g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

    /// What the flags are called in a report.
    public static final String FLAGS = "flags of servers and clients";

    private final String flags;

    Lifetime(String flags) {
        this.flags = flags;
    }

    /// Of the JVM, memory and compilers.
    public List<String> flags() {
        return List.of(flags.split(" ", -1));
    }
}
