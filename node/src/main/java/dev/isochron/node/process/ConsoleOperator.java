package dev.isochron.node.process;

import dev.isochron.node.port.Operator;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;

/// Tells the person at the terminal, and lets the process wait for the moment when it must end.
public final class ConsoleOperator implements Operator {
    private final PrintWriter err;
    private final String who;
    private final CompletableFuture<String> stopped = new CompletableFuture<>();

    /// @param who stands before each message: which node speaks
    public ConsoleOperator(PrintWriter err, String who) {
        this.err = err;
        this.who = who;
    }

    @Override
    public void tell(String message) {
        print(message);
    }

    @Override
    public void stop(String message) {
        print(message);
        stopped.complete(message);
    }

    /// Completes with the reason when the node cannot go on.
    public CompletableFuture<String> stopped() {
        return stopped;
    }

    private void print(String message) {
        LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS);
        err.println(now + " " + who + ": " + message);
        err.flush();
    }
}
