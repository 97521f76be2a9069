package dev.isochron.node.sql;

import dev.isochron.sql.session.Activity;
import dev.isochron.sql.session.Peers;

/// What a session does, as others see it. Its own thread alone writes it; who looks at the wrong
/// moment may see the text of one statement with the time of the next.
final class Conduct implements Activity {

    /// Characters that are shown of a statement: PostgreSQL's track_activity_query_size.
    private static final int MAX_TEXT = 1024;

    private volatile State state = State.IDLE;
    private volatile String text = "";
    private volatile String application = "";
    private volatile long statementMicros;
    private volatile long transactionMicros;

    @Override
    public void begins(long micros) {
        statementMicros = micros;
        state = State.ACTIVE;
    }

    @Override
    public void runs(String statement) {
        text = statement.length() > MAX_TEXT ? statement.substring(0, MAX_TEXT) : statement;
    }

    @Override
    public void rests(State now, long began) {
        transactionMicros = now == State.IDLE ? 0 : began;
        state = now;
    }

    @Override
    public void application(String name) {
        application = name;
    }

    Peers.Doing now() {
        return new Peers.Doing(state, text, application, statementMicros, transactionMicros);
    }
}
