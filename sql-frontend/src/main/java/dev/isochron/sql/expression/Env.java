package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.format.FormatSettings;
import java.util.List;
import java.util.Optional;

/// All that the evaluation of an expression may know beside its row.
///
/// Whoever executes a statement implements it. Points of time are microseconds since 2000-01-01
/// UTC.
public interface Env {

    /// The value bound to a parameter.
    ///
    /// @param index from 0 on: `$1` is 0
    Value parameter(int index);

    /// A value that an enclosing query handed to this one; see [OuterValue].
    Value outer(int index);

    /// Runs a subquery of the statement.
    ///
    /// @param id by which the planner named it in the expression
    /// @param arguments what its [OuterValue]s are to be
    RowSource subquery(int id, Value[] arguments);

    /// What decides how values are read and written.
    FormatSettings format();

    /// When the transaction began: `now()`.
    long transactionMicros();

    /// When the statement arrived.
    long statementMicros();

    /// What the clock shows at this moment.
    long clockMicros();

    /// The next 64 bits of chance.
    long chance();

    /// The value of a session setting, as text; empty if there is none of that name.
    Optional<String> setting(String name);

    /// Sets a session setting, for the transaction only or for good.
    ///
    /// @return the value as the setting shows it now
    String applySetting(String name, String value, boolean local);

    /// Who is connected, and where.
    SessionFacts session();

    /// Throws if the statement is to end: cancelled, or out of time.
    void checkCancelled();

    /// What other packages lend to the functions they add, such as sequences or the catalog.
    ///
    /// @throws IllegalStateException if nothing of the kind was lent
    <T> T port(Class<T> kind);

    /// Who is connected, and where.
    ///
    /// @param database the name of the database
    /// @param user who runs the statement
    /// @param sessionUser who logged in
    /// @param searchPath the schemas that names are looked up in, those that exist, `pg_catalog`
    ///   only where it is named
    /// @param backendPid the number that cancels this session
    /// @param serverVersion what `server_version` shows
    record SessionFacts(
            String database,
            String user,
            String sessionUser,
            List<String> searchPath,
            int backendPid,
            String serverVersion) {

        public SessionFacts {
            searchPath = List.copyOf(searchPath);
        }
    }
}
