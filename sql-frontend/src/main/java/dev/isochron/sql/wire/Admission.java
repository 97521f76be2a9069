package dev.isochron.sql.wire;

import dev.isochron.sql.session.Session;

/// A session that was made for a guest.
///
/// @param process what the client knows it by
/// @param secret what the client must know to cancel its statements
@SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
public record Admission(Session session, int process, byte[] secret) {}
