package dev.isochron.sql.function.system;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Everything about the session.
public final class SessionFunctions {

    private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private SessionFunctions() {}

    /// Declares it.
    public static void define(Definer to) {
        to.stable(
                "version() text",
                (in, env) ->
                        Value.of(
                                "PostgreSQL "
                                        + env.session().serverVersion()
                                        + " compatible, Isochron"));
        name(to, "current_database", (in, env) -> Value.of(env.session().database()));
        name(to, "current_catalog", (in, env) -> Value.of(env.session().database()));
        name(to, "current_user", (in, env) -> Value.of(env.session().user()));
        name(to, "current_role", (in, env) -> Value.of(env.session().user()));
        name(to, "user", (in, env) -> Value.of(env.session().user()));
        name(to, "session_user", (in, env) -> Value.of(env.session().sessionUser()));
        name(to, "current_schema", (in, env) -> schema(env));
        to.stable("current_schemas(bool) name[]", (in, env) -> schemas(Args.truth(in[0]), env));
        to.stable("pg_backend_pid() int4", (in, env) -> Value.of(env.session().backendPid()));
        to.stable("pg_is_in_recovery() bool", (in, env) -> Args.bool(false));
        to.stable("current_setting(text) text", (in, env) -> setting(Args.text(in[0]), env));
        to.stable("current_setting(text, bool) text", SessionFunctions::settingOrNull);
        to.changing(
                "set_config(text, text, bool) text",
                (in, env) ->
                        Value.of(
                                env.applySetting(
                                        Args.text(in[0]), Args.text(in[1]), Args.truth(in[2]))));
        to.nullable("gen_random_uuid() uuid", Volatility.VOLATILE, (in, env) -> uuid(env));
        to.changing("pg_sleep(float8) void", SessionFunctions::sleep);
        to.stable("pg_client_encoding() name", (in, env) -> Value.of("UTF8"));
        to.stable("inet_server_port() int4", (in, env) -> Value.Null.NULL);
        to.typed(
                "num_nulls(variadic any) int4",
                Volatility.IMMUTABLE,
                _ -> (in, env) -> Value.of(nulls(in)));
        to.typed(
                "num_nonnulls(variadic any) int4",
                Volatility.IMMUTABLE,
                _ -> (in, env) -> Value.of(in.length - nulls(in)));
    }

    private static void name(Definer to, String name, Body body) {
        to.stable(name + "() name", body);
    }

    private static Value schema(Env env) {
        List<String> path = env.session().searchPath();
        return path.isEmpty() ? Value.Null.NULL : Value.of(path.getFirst());
    }

    private static Value schemas(boolean implicit, Env env) {
        List<Value> names = new ArrayList<>();
        List<String> path = env.session().searchPath();
        if (implicit && !path.contains("pg_catalog")) {
            names.add(Value.of("pg_catalog"));
        }
        path.forEach(each -> names.add(Value.of(each)));
        return new Value.Array(names);
    }

    private static Value setting(String name, Env env) {
        return Value.of(
                env.setting(name)
                        .orElseThrow(() ->
                                SqlException.of(
                                        SqlCode.UNDEFINED_OBJECT,
                                        "unrecognized configuration parameter \"" + name + "\"")));
    }

    private static Value settingOrNull(Value[] in, Env env) {
        String name = Args.text(in[0]);
        return Args.truth(in[1])
                ? env.setting(name).map(Value::of).orElse(Value.Null.NULL)
                : setting(name, env);
    }

    private static Value uuid(Env env) {
        long high = (env.chance() & VERSION_MASK) | VERSION_4;
        long low = (env.chance() >>> 2) | VARIANT;
        return Value.of(new UUID(high, low));
    }

    private static Value sleep(Value[] in, Env env) {
        env.port(Sleeper.class).sleep((long) (Args.real(in[0]) * 1e6));
        return Value.of("");
    }

    private static int nulls(Value[] in) {
        int count = 0;
        for (Value each : in) {
            count += each.isNull() ? 1 : 0;
        }
        return count;
    }
}
