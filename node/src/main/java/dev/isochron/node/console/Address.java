package dev.isochron.node.console;

import org.jspecify.annotations.Nullable;

/// Whom to call, and as whom.
///
/// @param password null if none is known; asked for by the server, it is an error then
public record Address(
        String host,
        int port,
        String user,
        String database,
        @Nullable String password,
        Privacy privacy) {

    /// Without TLS.
    public Address(String host, int port, String user, String database, @Nullable String password) {
        this(host, port, user, database, password, Privacy.NONE);
    }

    /// The same with another database.
    Address withDatabase(String name) {
        return new Address(host, port, user, name, password, privacy);
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
