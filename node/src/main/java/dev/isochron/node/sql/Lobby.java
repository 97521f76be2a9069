package dev.isochron.node.sql;

import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// What all connections to this node share.
///
/// @param room bytes for large messages
/// @param secret by which salts for users that do not exist are made
@SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
record Lobby(
        SqlOptions options,
        Gateway gateway,
        Sessions sessions,
        SecureRandom chance,
        byte[] secret,
        @Nullable Tls tls,
        Semaphore room) {}
