package dev.isochron.sql.wire;

import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.scram.Verifier;

/// What a guest must show.
public sealed interface Proof {

    /// Nothing.
    record Trust() implements Proof {}

    /// That the password is known.
    ///
    /// @param nonce random bytes, at least 18
    @SuppressWarnings("ArrayRecordComponent") // used once, compared by nobody
    record Password(Verifier verifier, byte[] nonce) implements Proof {}

    /// It is no use.
    record None(SqlError why) implements Proof {}
}
