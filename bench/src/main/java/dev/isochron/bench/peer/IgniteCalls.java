package dev.isochron.bench.peer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.tx.Transaction;

/// How Apache Ignite's client is called here: always asynchronously, and awaited.
///
/// Its blocking calls (3.1.0) give a request's buffer back to the pool a second time when the
/// server refuses the request, for a lock for instance; by then the buffer may be another
/// request's, whose channel breaks. Its asynchronous calls give it back once.
public final class IgniteCalls {

    /// Held, or its level would be forgotten with it.
    private static final Logger LOG = Logger.getLogger("org.apache.ignite");

    private static final Duration ROLLBACK = Duration.ofSeconds(2);

    private IgniteCalls() {}

    /// Connects at once; of what the client has to say, only errors are told, since what it refuses
    /// is a warning each time. Who waits is woken by the thread that reads the answer.
    ///
    /// @param addresses HOST:PORT of each server
    public static IgniteClient connect(List<String> addresses) {
        LOG.setLevel(Level.SEVERE);
        return IgniteClient.builder()
                .addresses(addresses.toArray(String[]::new))
                .asyncContinuationExecutor(Runnable::run)
                .build();
    }

    /// Waits for the answer.
    ///
    /// @throws RuntimeException what the call failed with
    public static <T> T await(CompletableFuture<T> call) {
        try {
            return call.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /// Undoes a transaction that failed; it may be over at the server already. Now and then the
    /// client waits for ever for a lock of its own (3.1.0): then it is left to the servers, which
    /// end it after its time.
    public static void rollBack(Transaction tx) {
        try {
            tx.rollbackAsync().get(ROLLBACK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // The reason why it failed is told instead.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
