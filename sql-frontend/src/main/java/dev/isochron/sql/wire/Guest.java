package dev.isochron.sql.wire;

import java.util.Map;

/// Who asks to be let in.
///
/// @param database the user's name if it was not given
/// @param settings what else the startup packet says, `options` among them
/// @param peer where the client is, for people
/// @param encrypted whether the connection is in TLS
public record Guest(
        String user,
        String database,
        Map<String, String> settings,
        String peer,
        boolean encrypted) {}
