package dev.isochron.client;

import dev.isochron.client.table.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What rows are read through.
///
/// Every method may throw `BadInputException` (no such table or column, a value that does not fit),
/// `UnavailableException`, and inside a transaction `AbortedException`, which `transact` retries.
public interface Reader {

    /// The row with this key, if there is one.
    ///
    /// @param table its name: `accounts`, or `shop.accounts`
    /// @param key a value for each column of the key, in its order
    Optional<Row> get(String table, Object... key);

    /// The rows with these keys, in their order; each shard is asked once.
    List<Optional<Row>> rows(String table, List<? extends List<?>> keys);

    /// Rows in the order of their keys. They come as they are taken: a scan of any length takes
    /// little memory, and one that is not finished costs only what was taken.
    Stream<Row> scan(Scan scan);
}
