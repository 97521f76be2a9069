/// PostgreSQL's protocol, version 3, between a [Channel] and a session.
///
/// ```
/// Channel            port: bytes in, bytes out, TLS; waits where it must
/// MessageReader      frames, each within its limit → Body → Frontend (Query, Parse, Bind, …)
/// MessageWriter      answers in one buffer; leaves when it is full or the protocol demands it
/// Reception          SSLRequest, GSSENCRequest, startup, cancel, SCRAM or trust → Admission
/// Conversation       one message after the other; after an error skips to Sync
/// RowEncoder         rows in text and binary
/// ```
///
/// Everything blocks: a connection has a thread of its own. Nothing that a client sends makes more
/// room than it has sent: a length is believed once the bytes have arrived, and never beyond its
/// limit. What the client does not read is not buffered beyond [MessageWriter#HOLD_BYTES]; the
/// session waits instead.
@NullMarked
package dev.isochron.sql.wire;

import org.jspecify.annotations.NullMarked;
