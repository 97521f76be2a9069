package dev.isochron.protocol.error;

import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.layout.UnfitValue;
import dev.isochron.protocol.row.RowTooLarge;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.Table;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// The request cannot be granted as it is; nothing was done, nothing else is disturbed.
public sealed interface BadInput extends Failure {

    /// A key would be longer than the store can take.
    ///
    /// @param where the table or index; empty if it is not known
    /// @param parts which column takes how much, in key order; empty if that is not known
    record LongKey(String where, int bytes, int limit, List<KeyTooLong.Part> parts)
            implements BadInput {
        public LongKey {
            parts = List.copyOf(parts);
        }

        public static LongKey of(KeyTooLong refused) {
            return new LongKey(refused.where(), refused.bytes(), refused.limit(), refused.parts());
        }

        @Override
        public SqlState sqlState() {
            return SqlState.PROGRAM_LIMIT_EXCEEDED;
        }

        @Override
        public Explanation explanation() {
            String columns =
                    parts.stream().map(KeyTooLong.Part::toString).collect(Collectors.joining(", "));
            return new Explanation(
                    "A key of " + bytes + " bytes is too long; " + limit + " are possible.",
                    where.isEmpty()
                            ? "Which table it is for is not known here."
                            : "It is for " + where + "; bytes by column: " + columns + ".",
                    "Key the table by less: a shorter text, a uuid, a hash.");
        }
    }

    /// The columns of one row take too much together.
    ///
    /// @param largest the column that takes most, and how much
    record LargeRow(String table, long bytes, int limit, String largest) implements BadInput {
        public static LargeRow of(Table table, RowTooLarge refused) {
            String name =
                    table.column(refused.largest())
                            .map(Column::name)
                            .orElse(refused.largest().toString());
            return new LargeRow(
                    table.name().toString(),
                    refused.bytes(),
                    refused.limit(),
                    name + " with " + refused.largestBytes() + " bytes");
        }

        @Override
        public SqlState sqlState() {
            return SqlState.PROGRAM_LIMIT_EXCEEDED;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "A row of " + bytes + " bytes is too large; " + limit + " are possible.",
                    "It is for table " + table + "; the largest column is " + largest + ".",
                    "Store less in it, split it into several rows, or raise the limit.");
        }
    }

    /// The transaction has outgrown a limit; it is refused before memory is used for it.
    ///
    /// @param what is counted: bytes, rows, locks
    record LargeTransaction(String what, long count, long limit) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.PROGRAM_LIMIT_EXCEEDED;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The transaction is too large.",
                    "It would have %d %s, and %d are possible.".formatted(count, what, limit),
                    "Split it into smaller ones, or raise the limit.");
        }
    }

    /// A read or a token names a time that has not come yet.
    ///
    /// @param now the latest that it can be by this node's clock
    /// @param ahead how much later than that is still accepted
    record FutureTimestamp(Timestamp asked, Timestamp now, Duration ahead) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.INVALID_PARAMETER;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The timestamp lies in the future.",
                    "It is %s; now it is %s at the latest, and at most %s more are accepted."
                            .formatted(asked, now, Shown.duration(ahead)),
                    "Read at an earlier time. If the timestamp is a commit's, a clock is wrong.");
        }
    }

    /// A read names a time whose versions may be gone.
    ///
    /// @param horizon the earliest time that can be read
    record SnapshotTooOld(Timestamp asked, Timestamp horizon) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.SNAPSHOT_TOO_OLD;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The timestamp lies before what is kept.",
                    "It is %s; versions are kept from %s on.".formatted(asked, horizon),
                    "Read at a later time; register a snapshot or raise the retention to"
                            + " read so far back.");
        }
    }

    /// A transaction was asked for by an idempotency key that is too old: whether it was done is
    /// not known any more, so it is not done now.
    ///
    /// @param asked when the key was made
    /// @param kept how long it is known what became of a key
    record RequestTooOld(Timestamp asked, Duration kept) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.INVALID_PARAMETER;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The request is too old to be asked again.",
                    "It is of %s; what became of it is known for %s."
                            .formatted(asked, Shown.duration(kept)),
                    "Find out from its rows whether it was done; if not, ask under a new key.");
        }
    }

    record UnknownTable(String name) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.UNDEFINED_TABLE;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "There is no such table.",
                    "It was called \"" + Shown.cut(name) + "\".",
                    "Check the spelling and the namespace, or create it.");
        }
    }

    record UnknownColumn(String table, String name) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.UNDEFINED_COLUMN;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "There is no such column.",
                    "It was called \"%s\", in table %s.".formatted(Shown.cut(name), table),
                    "Check the spelling, or add it.");
        }
    }

    /// A value is not one that its column can hold.
    ///
    /// @param detail as [UnfitValue] says it
    record WrongType(String column, String detail) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.DATATYPE_MISMATCH;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "A value does not fit its column.",
                    "In detail: " + Shown.cut(detail) + ".",
                    "Give column " + column + " a value of its type and within its limits.");
        }
    }

    /// Null, or nothing, was given for a column that needs a value.
    record MissingValue(String column, String detail) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.NOT_NULL_VIOLATION;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "A value is missing.",
                    "In detail: " + Shown.cut(detail) + ".",
                    "Give column " + column + " a value.");
        }
    }

    /// What was refused when a row was put together.
    static BadInput of(UnfitValue refused) {
        String detail = String.valueOf(refused.getMessage());
        return refused.isNull()
                ? new MissingValue(refused.column().name(), detail)
                : new WrongType(refused.column().name(), detail);
    }

    /// A row to be inserted is there already.
    ///
    /// @param constraint the key or the unique index that forbids it
    record DuplicateRow(RowName row, String constraint) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.UNIQUE_VIOLATION;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "A row with this key is there already.",
                    "It is %s; %s allows one only.".formatted(row, constraint),
                    "Update the row, or insert another.");
        }
    }

    /// A row to be changed is not there.
    record MissingRow(RowName row) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.NO_DATA;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "A row that was to be changed is not there.",
                    "It is " + row + ".",
                    "Read the row before changing it, or insert it.");
        }
    }

    /// A table has indexes or constraints that only SQL keeps, and was to be written without it.
    record IndexedTable(String table) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.FEATURE_NOT_SUPPORTED;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "A table with indexes is written in SQL only.",
                    "It is table " + Shown.cut(table) + "; its indexes would go wrong.",
                    "Write to it in SQL; reading it by its key is possible.");
        }
    }

    /// A transaction that only reads was asked to write.
    record ReadOnly(String statement) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.READ_ONLY_TRANSACTION;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "A transaction that only reads cannot write.",
                    "It was asked to: " + Shown.cut(statement) + ".",
                    "Use one that writes.");
        }
    }

    /// A text was given as a commit token and is none.
    ///
    /// @param detail as `MalformedToken` says it
    record BadToken(String detail) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.INVALID_PARAMETER;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The commit token cannot be read.",
                    "In detail: " + Shown.cut(detail) + ".",
                    "Pass it on exactly as the commit returned it.");
        }
    }

    /// The bytes of a request make no sense.
    record MalformedRequest(String detail) implements BadInput {
        @Override
        public SqlState sqlState() {
            return SqlState.PROTOCOL_VIOLATION;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The request cannot be understood.",
                    "In detail: " + Shown.cut(detail) + ".",
                    "Check that client and server are of versions that belong together.");
        }
    }

    @Override
    default Retry retry() {
        return Retry.NEVER;
    }
}
