package dev.isochron.sql.catalog;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import java.util.Optional;

/// The part of a change of the schema that follows its transaction.
///
/// @param database the number of the database
/// @param id its own number, as objects have one; that of its index, if it fills one
/// @param description the statement, in short
/// @param rowsDone keys that are filled or erased
/// @param from where the rest of the keys begins; empty before the first are done
/// @param seenMicros when whoever does it last wrote this, microseconds since 2000-01-01 UTC
public record SchemaJob(
        int database,
        int id,
        Task task,
        String description,
        long rowsDone,
        Optional<Key> from,
        long seenMicros) {

    /// The number of the job that counts rows, which is none of an object.
    static final int COUNT = 0;

    /// What is to be done.
    public sealed interface Task {

        /// The index with the job's number is to be filled.
        ///
        /// @param table the number of its table
        record Fill(int table) implements Task {}

        /// Keys are to be erased that nothing in the catalog leads to any more.
        record Erase(Remains remains) implements Task {}

        /// The rows of a table are being counted, as it changed. There is one such job in a cluster
        /// at most; it is of no database, has number 0, and nobody goes on with it: what is lost is
        /// counted anew.
        ///
        /// @param table the number of the table
        record Count(int table) implements Task {}
    }

    /// A job that nobody has begun.
    public static SchemaJob begun(
            int database, int id, Task task, String description, long nowMicros) {
        return new SchemaJob(database, id, task, description, 0, Optional.empty(), nowMicros);
    }

    /// The job of counting a table, of which there is one.
    public static SchemaJob count(int table, String description, long nowMicros) {
        return begun(0, COUNT, new Task.Count(table), description, nowMicros);
    }

    /// The table whose index is filled, or whose rows are counted; no table has number 0.
    public int table() {
        return switch (task) {
            case Task.Fill(int table) -> table;
            case Task.Count(int table) -> table;
            case Task.Erase _ -> 0;
        };
    }

    /// The same job, some rows later.
    public SchemaJob after(long rows, Optional<Key> rest, long nowMicros) {
        return new SchemaJob(database, id, task, description, rowsDone + rows, rest, nowMicros);
    }

    /// The same job, in other hands.
    public SchemaJob takenOver(long nowMicros) {
        return after(0, from, nowMicros);
    }

    /// What is left of keys that the job goes through.
    public Span restOf(Span all) {
        return new Span(from.orElse(all.from()), all.until());
    }
}
