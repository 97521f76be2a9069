package dev.isochron.sql.engine;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.routine.Routines;
import dev.isochron.sql.session.Peers;
import dev.isochron.sql.session.Peers.Outcome;
import dev.isochron.sql.session.SessionView;

/// The functions by which sessions interrupt each other.
final class PeerFunctions {

    private PeerFunctions() {}

    static Routines all() {
        return new Definer()
                .changing("pg_cancel_backend(int4) bool", (in, env) -> cancel(in, env))
                .changing("pg_terminate_backend(int4) bool", (in, env) -> terminate(in, env))
                .changing("pg_terminate_backend(int4, int8) bool", (in, env) -> terminate(in, env))
                .routines();
    }

    private static Value cancel(Value[] in, Env env) {
        int process = Args.integer(in[0]);
        return Args.bool(isTold(process, peers(env).cancel(process), env));
    }

    /// How long the end may be waited for is not looked at: that it was told is known at once.
    private static Value terminate(Value[] in, Env env) {
        int process = Args.integer(in[0]);
        return Args.bool(isTold(process, peers(env).terminate(process), env));
    }

    private static Peers peers(Env env) {
        return env.port(SessionView.class).peers();
    }

    private static boolean isTold(int process, Outcome outcome, Env env) {
        return switch (outcome) {
            case TOLD -> true;
            case NOBODY -> {
                env.port(SessionView.class)
                        .notice(
                                SqlError.of(
                                        SqlCode.WARNING,
                                        "PID " + process + " is no session of this node"));
                yield false;
            }
            case ELSEWHERE ->
                    throw SqlError.of(
                                    SqlCode.FEATURE_NOT_SUPPORTED,
                                    "PID " + process + " is a session of another node")
                            .withHint("Connect to that node, and say it there.")
                            .exception();
        };
    }
}
