package dev.isochron.protocol.commit;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.value.Bytes;

/// What a transaction makes of one row. A transaction has at most one for each key.
///
/// Rows travel as the bytes of [dev.isochron.protocol.row.Row], which nobody on the way looks into,
/// except that a patch is laid over the row that it finds.
public sealed interface Write {

    Key key();

    /// What must be true of the row, seen under its lock, or the transaction aborts.
    Expectation expects();

    /// The lock that it needs.
    LockMode mode();

    /// How much it weighs against the limit of a transaction, in bytes.
    int bytes();

    /// The whole row, new or in place of another.
    record Put(Key key, Bytes row, Expectation expects) implements Write {
        @Override
        public LockMode mode() {
            return LockMode.whole();
        }

        @Override
        public int bytes() {
            return key.length() + row.length();
        }
    }

    /// Some columns of a row that is there; the others stay as they are, also while others change
    /// them. A row that is not there is not made.
    ///
    /// @param columns exactly those that `row` holds
    /// @param row just these columns
    record Patch(Key key, ColumnSet columns, Bytes row) implements Write {
        @Override
        public Expectation expects() {
            return Expectation.PRESENT;
        }

        @Override
        public LockMode mode() {
            return LockMode.exclusive(columns);
        }

        @Override
        public int bytes() {
            return key.length() + row.length();
        }
    }

    record Delete(Key key, Expectation expects) implements Write {
        @Override
        public LockMode mode() {
            return LockMode.whole();
        }

        @Override
        public int bytes() {
            return key.length();
        }
    }

    /// A condition on a row before it is written.
    enum Expectation {
        ANYTHING,
        /// Else the failure is that a row with this key is there already.
        ABSENT,
        /// Else the failure is that the row is gone.
        PRESENT
    }
}
