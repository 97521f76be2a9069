package dev.isochron.sql.engine;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.Catalog;
import dev.isochron.sql.catalog.CatalogUser;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.routine.Routines;
import dev.isochron.sql.run.Execution;
import dev.isochron.sql.session.Peers;
import dev.isochron.sql.session.Peers.Outcome;
import dev.isochron.sql.session.SessionView;
import java.util.List;
import java.util.Optional;

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
        requireRight(
                process,
                env,
                "must be a superuser to cancel superuser query",
                "must be a member of the role whose query is being canceled");
        return Args.bool(isTold(process, peers(env).cancel(process), env));
    }

    /// How long the end may be waited for is not looked at: that it was told is known at once.
    private static Value terminate(Value[] in, Env env) {
        int process = Args.integer(in[0]);
        requireRight(
                process,
                env,
                "must be a superuser to terminate superuser process",
                "must be a member of the role whose process is being terminated");
        return Args.bool(isTold(process, peers(env).terminate(process), env));
    }

    /// A superuser may do it to all, others to their own sessions.
    private static void requireRight(int process, Env env, String ofSuperuser, String ofOther) {
        Optional<String> owner =
                peers(env).all().stream()
                        .filter(peer -> peer.process() == process)
                        .map(Peers.Peer::user)
                        .findFirst();
        String self = env.session().user();
        if (owner.isEmpty() || owner.get().equals(self) || !(env instanceof Execution execution)) {
            return;
        }
        List<CatalogUser> users = Catalog.users(execution.reader());
        if (!isSuperuser(self, users)) {
            boolean isAbove = isSuperuser(owner.get(), users);
            throw SqlException.of(SqlCode.INSUFFICIENT_PRIVILEGE, isAbove ? ofSuperuser : ofOther);
        }
    }

    /// Whoever is trusted without being a user is one, as `pg_roles` shows it.
    private static boolean isSuperuser(String name, List<CatalogUser> users) {
        return users.stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .map(CatalogUser::superuser)
                .orElse(true);
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
