/// Two small programs that show how the Java client is meant to be used; nothing is measured.
///
/// ```
/// BankSample         accounts, transfers, a request that is safe to repeat, an audit of one moment
/// PermissionSample   who may see what, in the manner of Zanzibar: relations between objects and
///                    users, and checks that are at least as fresh as a token
/// ```
///
/// docs/samples.md shows them. Callers: the `isochron sample` command, and tests.
@NullMarked
package dev.isochron.bench.sample;

import org.jspecify.annotations.NullMarked;
