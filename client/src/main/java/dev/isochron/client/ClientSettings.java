package dev.isochron.client;

import dev.isochron.client.route.RouterSettings;
import dev.isochron.client.txn.TransactionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a program reaches a cluster.
///
/// @param addresses of some nodes, `host:port` each; the others are learned
/// @param nearest the node that reads without locks prefer
/// @param connectTimeout how long to look for a node in the beginning
/// @param perTry how long a node may take to answer before another is asked
/// @param defaults for transactions that do not say
/// @param holds how snapshots are held
/// @param requestsKept how long it is known what became of a request with a key; not longer than
///   servers know it, which is a day
public record ClientSettings(
        List<String> addresses,
        Optional<String> nearest,
        Duration connectTimeout,
        Duration perTry,
        TransactionOptions defaults,
        HoldSettings holds,
        Duration requestsKept) {

    /// How much longer requests may take that wait for locks.
    private static final int LOCK_PATIENCE = 5;

    /// So much earlier than a node is given up, a request is sent once more: it, or its answer, may
    /// be lost, and to take it twice costs a node little.
    private static final int SECOND_LOOKS = 4;

    private static final Duration REQUESTS_KEPT = Duration.ofDays(1);

    public ClientSettings {
        addresses = List.copyOf(addresses);
    }

    /// Ten seconds to connect, two for a node to answer, no preference.
    ///
    /// @param addresses separated by commas
    /// @throws IllegalArgumentException if none is `host:port`
    public static ClientSettings of(String addresses) {
        List<String> all = new ArrayList<>();
        for (String address : addresses.split(",", -1)) {
            String one = address.strip();
            if (one.lastIndexOf(':') < 1 || one.endsWith(":")) {
                throw new IllegalArgumentException("'" + one + "' is not HOST:PORT");
            }
            all.add(one);
        }
        return new ClientSettings(
                all,
                Optional.empty(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                TransactionOptions.DEFAULT,
                HoldSettings.USUAL,
                REQUESTS_KEPT);
    }

    public ClientSettings withNearest(String address) {
        return new ClientSettings(
                addresses,
                Optional.of(address),
                connectTimeout,
                perTry,
                defaults,
                holds,
                requestsKept);
    }

    public ClientSettings withConnectTimeout(Duration timeout) {
        return new ClientSettings(
                addresses, nearest, timeout, perTry, defaults, holds, requestsKept);
    }

    public ClientSettings withPerTry(Duration timeout) {
        return new ClientSettings(
                addresses, nearest, connectTimeout, timeout, defaults, holds, requestsKept);
    }

    public ClientSettings withDefaults(TransactionOptions options) {
        return new ClientSettings(
                addresses, nearest, connectTimeout, perTry, options, holds, requestsKept);
    }

    /// For servers that keep versions for another time than they usually do.
    public ClientSettings withHolds(HoldSettings other) {
        return new ClientSettings(
                addresses, nearest, connectTimeout, perTry, defaults, other, requestsKept);
    }

    /// For servers that know for another time what became of requests.
    public ClientSettings withRequestsKept(Duration kept) {
        return new ClientSettings(
                addresses, nearest, connectTimeout, perTry, defaults, holds, kept);
    }

    RouterSettings router() {
        return new RouterSettings(
                addresses,
                nearest,
                perTry,
                perTry.multipliedBy(LOCK_PATIENCE),
                perTry.dividedBy(SECOND_LOOKS));
    }
}
