package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlCode;
import java.time.Duration;
import java.util.Optional;

/// By which others interrupt a session: the user, a time limit, a server that stops.
///
/// A ring between [#listen] and [#quiet] wakes the session where it waits for the cluster; it is
/// then found by [#rung]. At other times a ring for a statement is not heard.
public interface Bell {

    /// From now on a statement can be cancelled.
    ///
    /// @param limit after which it is cancelled; zero for none
    void listen(Duration limit);

    /// From now on nothing can.
    void quiet();

    /// Who rang since [#listen].
    Optional<Reason> rung();

    /// Whether the session has to end.
    Optional<Farewell> farewell();

    /// Why a statement is cancelled.
    enum Reason {
        USER(SqlCode.QUERY_CANCELED, "canceling statement due to user request"),
        STATEMENT_TIMEOUT(SqlCode.QUERY_CANCELED, "canceling statement due to statement timeout"),
        SHUTDOWN(SqlCode.ADMIN_SHUTDOWN, "terminating connection due to administrator command");

        private final SqlCode code;
        private final String message;

        Reason(SqlCode code, String message) {
            this.code = code;
            this.message = message;
        }

        public SqlCode code() {
            return code;
        }

        public String message() {
            return message;
        }
    }
}
