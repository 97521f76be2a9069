package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.setting.SettingValues;
import java.util.List;
import java.util.function.Supplier;

/// What statements may know of the session that runs them.
public interface SessionView {
    /// Who logged in.
    String user();

    /// The database.
    String database();

    /// By which the client cancels.
    int process();

    SettingValues settings();

    /// Whether the user began a transaction and has not ended it yet.
    boolean inBlock();

    /// Sets one thing, as `set_config` does.
    ///
    /// @param local until the end of the transaction
    /// @return what SHOW says of it then
    String set(String name, String value, boolean local);

    /// The sessions of this node.
    Peers peers();

    /// Tells the client something that is no error.
    void notice(SqlError notice);

    /// How values are read and written now.
    FormatSettings format();

    /// Schemas in which names are looked up.
    List<String> searchPath();

    /// When the transaction began, microseconds since 2000-01-01 UTC.
    long transactionMicros();

    /// When the statement arrived.
    long statementMicros();

    /// What the clock shows.
    long clockMicros();

    /// The next 64 bits of chance.
    long chance();

    /// What the engine keeps for as long as the session lasts; there is one such thing.
    ///
    /// @param made makes it when it is first asked for
    <T> T kept(Class<T> kind, Supplier<T> made);

    /// Ends the statement if it was cancelled.
    ///
    /// @throws dev.isochron.sql.error.SqlException if it was
    void checkCancelled();
}
