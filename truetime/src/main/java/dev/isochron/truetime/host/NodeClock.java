package dev.isochron.truetime.host;

import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.settings.ClockSettings;
import dev.isochron.truetime.source.ClockSource;
import dev.isochron.truetime.source.FixedSource;
import dev.isochron.truetime.source.HostClock;
import dev.isochron.truetime.source.KernelSource;
import dev.isochron.truetime.source.SingleHostSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// The clock of a node by its configuration, and what keeps it going until it is closed.
public final class NodeClock implements Closeable {

    private final HostTime time;
    private final Closeable source;
    private final ClockKeeper keeper;

    private NodeClock(HostTime time, Closeable source) {
        this.time = time;
        this.source = source;
        this.keeper = ClockKeeper.start(time);
    }

    /// Opens the clock. One that cannot be used yet, because its time daemon is missing or has not
    /// spoken, opens all the same and says so: [dev.isochron.truetime.TrueTime#now].
    ///
    /// @param floor the highest timestamp in the node's store; [Timestamp#MIN] if it has none
    /// @throws IOException if it cannot be opened at all: what is wrong, where, what to do
    public static NodeClock open(ClockSettings settings, Timestamp floor) throws IOException {
        HostClock host = new LinuxClock();
        return switch (settings.source()) {
            case KERNEL -> of(host, new KernelSource(host, settings.kernel()), () -> {});
            case FIXED -> {
                HostClock shown =
                        settings.skewFile()
                                .<HostClock>map(file -> new SkewedClock(host, file))
                                .orElse(host);
                long bound = settings.boundNanos().orElseThrow();
                yield of(shown, new FixedSource(shown, bound), () -> {});
            }
            case SINGLE_HOST -> {
                Path directory = settings.directory().orElseGet(NodeClock::usualDirectory);
                OffsetFile shared = OffsetFile.open(directory, host, floor);
                yield of(host, new SingleHostSource(host, shared, floor), shared);
            }
        };
    }

    private static NodeClock of(HostClock host, ClockSource source, Closeable shared) {
        return new NodeClock(new HostTime(host, source, new SpinThenPark()), shared);
    }

    /// `/var/tmp` is on every Linux host, writable for all, and outlives a reboot. Each user has
    /// its own clock there: nodes of one cluster run as one user unless `clock.dir` joins them.
    public static Path usualDirectory() {
        return Path.of("/var/tmp", "isochron-" + System.getProperty("user.name"));
    }

    /// The clock, for all threads of the node.
    public HostTime time() {
        return time;
    }

    @Override
    public void close() throws IOException {
        keeper.close();
        source.close();
    }
}
