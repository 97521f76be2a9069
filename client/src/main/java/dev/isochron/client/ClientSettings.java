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
public record ClientSettings(
        List<String> addresses,
        Optional<String> nearest,
        Duration connectTimeout,
        Duration perTry,
        TransactionOptions defaults) {

    /// How much longer requests may take that wait for locks.
    private static final int LOCK_PATIENCE = 5;

    /// So much earlier than a node is given up, a request is sent once more: it, or its answer, may
    /// be lost, and to take it twice costs a node little.
    private static final int SECOND_LOOKS = 4;

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
                TransactionOptions.DEFAULT);
    }

    public ClientSettings withNearest(String address) {
        return new ClientSettings(
                addresses, Optional.of(address), connectTimeout, perTry, defaults);
    }

    public ClientSettings withConnectTimeout(Duration timeout) {
        return new ClientSettings(addresses, nearest, timeout, perTry, defaults);
    }

    public ClientSettings withPerTry(Duration timeout) {
        return new ClientSettings(addresses, nearest, connectTimeout, timeout, defaults);
    }

    public ClientSettings withDefaults(TransactionOptions options) {
        return new ClientSettings(addresses, nearest, connectTimeout, perTry, options);
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
