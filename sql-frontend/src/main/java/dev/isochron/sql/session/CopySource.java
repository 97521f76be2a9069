package dev.isochron.sql.session;

import org.jspecify.annotations.Nullable;

/// What a client sends of a copy.
public interface CopySource {

    /// The next piece, cut anywhere; null at the end.
    ///
    /// @throws dev.isochron.sql.error.SqlException if the client gave up, or says something else
    byte @Nullable [] next();
}
