package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.time.Days;

/// The present, as the transaction, the statement or the clock has it.
final class PresentFunctions {

    private PresentFunctions() {}

    static void define(Definer to) {
        for (String name : new String[] {"now", "transaction_timestamp", "current_timestamp"}) {
            to.stable(name + "() timestamptz", (in, env) -> instant(env));
        }
        to.stable(
                "statement_timestamp() timestamptz",
                (in, env) -> new Value.UtcTimestamp(env.statementMicros()));
        to.changing(
                "clock_timestamp() timestamptz",
                (in, env) -> new Value.UtcTimestamp(env.clockMicros()));
        to.stable("current_date() date", (in, env) -> today(env));
        to.stable("localtimestamp() timestamp", (in, env) -> new Value.LocalTimestamp(local(env)));
        to.stable("localtime() time", (in, env) -> timeOfDay(env));
        to.stable("current_timestamp(int4) timestamptz", rounded((in, env) -> instant(env)));
        to.stable(
                "localtimestamp(int4) timestamp",
                rounded((in, env) -> new Value.LocalTimestamp(local(env))));
        to.stable("localtime(int4) time", rounded((in, env) -> timeOfDay(env)));
        to.nullable(
                "timeofday() text",
                Volatility.VOLATILE,
                (in, env) ->
                        Template.write(
                                "Dy Mon DD HH24:MI:SS.US YYYY TZ",
                                TemplateMoment.of(new Value.UtcTimestamp(env.clockMicros()), env)));
    }

    private static Value instant(Env env) {
        return new Value.UtcTimestamp(env.transactionMicros());
    }

    private static long local(Env env) {
        return Days.toLocal(env.transactionMicros(), env.format().zone());
    }

    private static Value today(Env env) {
        return new Value.Date((int) Math.floorDiv(local(env), Days.MICROS_PER_DAY));
    }

    private static Value timeOfDay(Env env) {
        return new Value.Time(Math.floorMod(local(env), Days.MICROS_PER_DAY));
    }

    private static Body rounded(Body present) {
        return (in, env) -> TextFormat.fitSeconds(present.apply(in, env), Args.integer(in[0]));
    }
}
