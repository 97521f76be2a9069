package dev.isochron.sql.run;

import dev.isochron.sql.expression.Env.SessionFacts;
import dev.isochron.sql.format.FormatSettings;
import java.util.Optional;

/// What a statement may know of the session that runs it, and do to it.
public interface Host {

    FormatSettings format();

    /// When the transaction began, microseconds since 2000-01-01 UTC.
    long transactionMicros();

    /// When the statement arrived.
    long statementMicros();

    /// What the clock shows.
    long clockMicros();

    /// The next 64 bits of chance.
    long chance();

    /// The value of a session setting, as text.
    Optional<String> setting(String name);

    /// Sets a session setting.
    String applySetting(String name, String value, boolean local);

    SessionFacts facts();

    /// Throws if the statement is to end.
    void checkCancelled();

    /// What other packages lend to functions.
    <T> T port(Class<T> kind);
}
