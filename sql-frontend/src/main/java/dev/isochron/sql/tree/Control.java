package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement about the transaction itself.
public sealed interface Control extends Statement {

    /// BEGIN or START TRANSACTION.
    ///
    /// @param start whether it was START TRANSACTION, which the command tag repeats
    record Begin(boolean start, List<Mode> modes, int position) implements Control {}

    /// COMMIT or END.
    ///
    /// @param chain whether another one begins at once
    record Commit(boolean chain, int position) implements Control {}

    /// ROLLBACK or ABORT.
    ///
    /// @param chain whether another one begins at once
    record Rollback(boolean chain, int position) implements Control {}

    /// SAVEPOINT.
    record Savepoint(Name name, int position) implements Control {}

    /// RELEASE.
    record Release(Name name, int position) implements Control {}

    /// ROLLBACK TO.
    record RollbackTo(Name name, int position) implements Control {}

    /// SET TRANSACTION, or SET SESSION CHARACTERISTICS AS TRANSACTION.
    ///
    /// @param session whether it is about the transactions to come
    record SetTransaction(boolean session, List<Mode> modes, int position) implements Control {}

    /// SET TRANSACTION SNAPSHOT.
    record SetSnapshot(String snapshot, int position) implements Control {}

    /// SET CONSTRAINTS.
    ///
    /// @param names empty for ALL
    record SetConstraints(List<QualifiedName> names, boolean deferred, int position)
            implements Control {}

    /// A property of a transaction.
    sealed interface Mode extends Node {

        /// ISOLATION LEVEL.
        record Isolation(Level level, int position) implements Mode {}

        /// READ ONLY or READ WRITE.
        record Access(boolean readOnly, int position) implements Mode {}

        /// `[NOT]` DEFERRABLE.
        record Deferrable(boolean on, int position) implements Mode {}

        /// AS OF SYSTEM TIME.
        record AsOf(Expression time, int position) implements Mode {}
    }

    /// The levels that may be asked for.
    enum Level {
        READ_UNCOMMITTED("read uncommitted"),
        READ_COMMITTED("read committed"),
        REPEATABLE_READ("repeatable read"),
        SERIALIZABLE("serializable");

        private final String words;

        Level(String words) {
            this.words = words;
        }

        /// As it is written.
        public String words() {
            return words;
        }
    }

    /// The mode of this kind that was given last.
    static <M extends Mode> @Nullable M last(List<Mode> modes, Class<M> kind) {
        M found = null;
        for (Mode mode : modes) {
            if (kind.isInstance(mode)) {
                found = kind.cast(mode);
            }
        }
        return found;
    }
}
