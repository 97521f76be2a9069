package dev.isochron.truetime.source;

/// Which program keeps the host's clock, and whether it is known to keep the kernel's `maxerror`
/// true. chronyd and ntpd write their root distance there at every update; systemd-timesyncd writes
/// 0 and leaves the rest to the kernel.
public sealed interface TimeDaemon {

    /// A program known to keep `maxerror`.
    record Keeper(String name) implements TimeDaemon {}

    /// A program that sets the clock but not its bound.
    record Careless(String name) implements TimeDaemon {}

    /// No known program is visible; it may be absent or run outside our container.
    record Unseen() implements TimeDaemon {}

    /// What is known about the program called `name`.
    static TimeDaemon named(String name) {
        return switch (name) {
            case "chronyd", "ntpd" -> new Keeper(name);
            // The kernel cuts a process's name after 15 bytes.
            case "systemd-timesyncd", "systemd-timesyn" -> new Careless("systemd-timesyncd");
            default -> new Unseen();
        };
    }
}
