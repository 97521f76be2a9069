/// Passwords that are never sent nor kept: SCRAM-SHA-256 of RFC 5802 and RFC 7677, server side.
///
/// ```
/// Verifier       what is kept of a password: iterations, salt, StoredKey, ServerKey
/// Exchange       client-first → server-first → client-final → server-final
/// Preparation    SASLprep of a password, as far as it goes here
/// ```
///
/// A user that does not exist goes through the same exchange, with a salt made of a secret
/// ([Verifier#pretended]), so that names cannot be guessed. Nothing here draws random numbers:
/// nonce and salt are handed in.
@NullMarked
package dev.isochron.sql.scram;

import org.jspecify.annotations.NullMarked;
