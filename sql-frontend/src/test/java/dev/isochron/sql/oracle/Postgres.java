package dev.isochron.sql.oracle;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;

/// The installed PostgreSQL, to be spoken to in its protocol.
public final class Postgres {

    private Postgres() {}

    /// Connects to the database `postgres`, or skips the test.
    public static Wire connect() throws IOException {
        Assumptions.assumeTrue(
                PostgresServer.started().isPresent(),
                "skipped: no PostgreSQL 15 is installed to compare with");
        return Wire.connect(PostgresServer.started().orElseThrow().port(), "postgres", "postgres");
    }
}
