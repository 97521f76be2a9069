package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;

/// A statement was compiled by a catalog that is not true any more, and gives other columns now, or
/// takes other parameters. Nothing was done.
public final class Outdated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Engine.Compiled again;

    /// @param again the statement as it is now
    public Outdated(Engine.Compiled again) {
        super("the catalog has changed", null, false, false);
        this.again = again;
    }

    /// The statement as it is now.
    public Engine.Compiled again() {
        return again;
    }

    /// What a client is told that knows already what the rows look like.
    public SqlException refused() {
        return SqlException.of(
                SqlCode.FEATURE_NOT_SUPPORTED, "cached plan must not change result type");
    }
}
