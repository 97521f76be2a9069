package dev.isochron.bench.harness;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The child's end of a [ChildProcess]: says that it is ready, answers orders, and ends with its
/// parent.
///
/// Orders come one a line on standard input and are answered one a line on standard output, behind
/// a marker; whatever else the process prints is its log. The end of standard input, which the
/// death of the parent brings about too, is the end of the child.
///
/// ```
/// child  → @ready WORDS
/// parent → usage              child → @reply {cpuNanos, allocatedBytes, mark}
/// parent → syncs MARK         child → @reply COUNT
/// parent → WORDS              child → @reply WHATEVER THE SERVICE ANSWERS
///                             child → @error MESSAGE
/// ```
public final class Child {

    static final String READY = "@ready ";
    static final String REPLY = "@reply ";
    static final String ERROR = "@error ";

    /// Set by the parent where syncs are to be counted; the counting costs a little CPU.
    static final String COUNT_SYNCS = "isochron.bench.syncs";

    /// A service that has not closed after this is cut off: the parent is gone or waiting.
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /// What a child process does.
    public interface Service extends AutoCloseable {

        /// What the parent is told first: an address, or nothing.
        String greeting();

        /// Carries out an order that is not one of [Child]'s own.
        String answer(List<String> order) throws Exception;

        /// CPU that counts as this process's though it was spent by another one.
        default long cpuNanosBeside() {
            return 0;
        }

        @Override
        void close() throws IOException;
    }

    /// Starts a service.
    @FunctionalInterface
    public interface Starter {
        Service start() throws Exception;
    }

    private final Service service;
    private final @Nullable SyncCounter syncs;

    private Child(Service service, @Nullable SyncCounter syncs) {
        this.service = service;
        this.syncs = syncs;
    }

    /// Runs a service until standard input ends, then ends the process.
    @SuppressWarnings("SystemOut") // standard output is the line to the parent
    public static void run(Starter starter) {
        int exit = 0;
        try {
            SyncCounter syncs = Boolean.getBoolean(COUNT_SYNCS) ? new SyncCounter() : null;
            Child child = new Child(starter.start(), syncs);
            child.serve();
        } catch (Exception failed) {
            failed.printStackTrace();
            System.out.println(ERROR + oneLine(failed));
            exit = 1;
        }
        System.exit(exit);
    }

    @SuppressWarnings("SystemOut")
    private void serve() throws Exception {
        System.out.println(READY + service.greeting());
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            System.out.println(reply(List.of(line.split(" "))));
        }
        haltUnlessClosedSoon();
        service.close();
    }

    private String reply(List<String> order) {
        try {
            return REPLY
                    + switch (order.getFirst()) {
                        case "usage" -> usage().toJson();
                        case "syncs" -> syncsAt(Integer.parseInt(order.get(1)));
                        default -> service.answer(order);
                    };
        } catch (Exception failed) {
            failed.printStackTrace();
            return ERROR + oneLine(failed);
        }
    }

    private Usage usage() {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return new Usage(
                system.getProcessCpuTime() + service.cpuNanosBeside(),
                threads.getTotalThreadAllocatedBytes(),
                syncs == null ? 0 : syncs.mark());
    }

    private String syncsAt(int mark) throws InterruptedException {
        if (syncs == null) {
            throw new IllegalStateException("this process was started without counting syncs");
        }
        return Long.toString(syncs.count(mark));
    }

    private static void haltUnlessClosedSoon() {
        Thread.ofPlatform()
                .daemon()
                .name("halt")
                .start(() -> {
                    try {
                        Thread.sleep(CLOSING);
                    } catch (InterruptedException _) {
                        // Nobody interrupts it; halting at once would be right as well.
                    }
                    Runtime.getRuntime().halt(1);
                });
    }

    private static String oneLine(Exception failed) {
        String message = failed.getMessage();
        String text = message == null ? failed.toString() : message;
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}
