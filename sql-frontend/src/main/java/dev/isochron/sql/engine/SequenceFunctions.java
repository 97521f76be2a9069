package dev.isochron.sql.engine;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.routine.Routines;
import dev.isochron.sql.type.TypeId;

/// The functions of sequences.
final class SequenceFunctions {

    private SequenceFunctions() {}

    static Routines all() {
        return new Definer()
                .changing(
                        "nextval(regclass) bigint",
                        (in, env) ->
                                Value.of(env.port(SequencePort.class).next(Args.number(in[0]))))
                .changing(
                        "currval(regclass) bigint",
                        (in, env) ->
                                Value.of(env.port(SequencePort.class).current(Args.number(in[0]))))
                .changing(
                        "lastval() bigint",
                        (in, env) -> Value.of(env.port(SequencePort.class).last()))
                .changing(
                        "setval(regclass, bigint) bigint",
                        (in, env) -> {
                            env.port(SequencePort.class)
                                    .set(Args.number(in[0]), Args.number(in[1]), true);
                            return in[1];
                        })
                .changing(
                        "setval(regclass, bigint, boolean) bigint",
                        (in, env) -> {
                            env.port(SequencePort.class)
                                    .set(Args.number(in[0]), Args.number(in[1]), Args.truth(in[2]));
                            return in[1];
                        })
                .nullable(
                        "pg_get_serial_sequence(text, text) text",
                        Volatility.STABLE,
                        (in, env) ->
                                in[0].isNull() || in[1].isNull()
                                        ? Value.Null.NULL
                                        : owned(Args.text(in[0]), Args.text(in[1]), env))
                .routines();
    }

    /// The table is found along the search path, as elsewhere.
    private static Value owned(String table, String column, Env env) {
        long oid =
                env.format()
                        .names()
                        .find(TypeId.REGCLASS, table)
                        .orElseThrow(() ->
                                SqlException.of(
                                        SqlCode.UNDEFINED_TABLE,
                                        "relation \"" + table + "\" does not exist"));
        return env.port(SequencePort.class)
                .of(oid, column)
                .<Value>map(Value::of)
                .orElse(Value.Null.NULL);
    }
}
