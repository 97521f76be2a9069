/// How calls of this client fail.
///
/// ```
/// IsochronException              carries the Failure: SQLSTATE, what to do, and three sentences
/// ├── BadInputException          change the request
/// ├── AbortedException           nothing remains of the transaction; it can be run again
/// ├── UnavailableException       surely not done; later perhaps
/// └── OutcomeUnknownException    sent, and no answer: ask for the outcome by its TransactionRef
/// ```
///
/// Only the last leaves open whether something was done. `transact` retries aborts by itself; what
/// comes out of it is final.
@NullMarked
package dev.isochron.client.error;

import org.jspecify.annotations.NullMarked;
