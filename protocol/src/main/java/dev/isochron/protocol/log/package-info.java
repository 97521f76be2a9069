/// What a client says to a node about its replicated ledgers: generated from `log.proto`.
///
/// Nothing here is checked: whoever receives a message treats every field as hostile. Read and
/// written by the `node` room alone.
@NullMarked
package dev.isochron.protocol.log;

import org.jspecify.annotations.NullMarked;
