package dev.isochron.truetime.source;

/// The clocks of the host, as the kernel offers them to an unprivileged process.
public interface HostClock {

    /// `CLOCK_MONOTONIC`: the same for all processes of one boot and time namespace, never steps,
    /// stands still while the machine is suspended.
    long monotonicNanos();

    /// `CLOCK_REALTIME`: nanoseconds since 1970 as far as the kernel knows; may be stepped.
    long realtimeNanos();

    /// `CLOCK_BOOTTIME`: as monotonic, but goes on while the machine is suspended.
    long boottimeNanos();

    /// The kernel's own account of how well its real-time clock is disciplined.
    Discipline discipline();

    /// Which time daemon is running, as far as an unprivileged process can see.
    TimeDaemon daemon();
}
