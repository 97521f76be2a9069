package dev.isochron.sql.catalog;

import dev.isochron.protocol.key.Key;
import java.util.Optional;

/// An index that is being filled: the part of CREATE INDEX that follows its transaction.
///
/// @param database the number of the database
/// @param id the number of the index as an object
/// @param table the number of its table
/// @param description the statement, in short
/// @param rowsDone rows of the table whose entries are written
/// @param from where the rest of the table's rows begins; empty before the first are done
/// @param seenMicros when whoever does it last wrote this, microseconds since 2000-01-01 UTC
public record SchemaJob(
        int database,
        int id,
        int table,
        String description,
        long rowsDone,
        Optional<Key> from,
        long seenMicros) {

    /// The same job, some rows later.
    public SchemaJob after(long rows, Optional<Key> rest, long nowMicros) {
        return new SchemaJob(database, id, table, description, rowsDone + rows, rest, nowMicros);
    }

    /// The same job, in other hands.
    public SchemaJob takenOver(long nowMicros) {
        return after(0, from, nowMicros);
    }
}
