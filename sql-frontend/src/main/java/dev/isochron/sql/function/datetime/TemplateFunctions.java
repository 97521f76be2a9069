package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Moments;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.time.Days;
import dev.isochron.sql.type.Refusal;
import java.time.LocalDate;

/// `to_char`, `to_date`, `to_timestamp`, `to_number`.
final class TemplateFunctions {

    private TemplateFunctions() {}

    static void define(Definer to) {
        to.stable("to_char(timestamp, text) text", TemplateFunctions::moment);
        to.stable("to_char(timestamptz, text) text", TemplateFunctions::moment);
        to.stable("to_char(interval, text) text", TemplateFunctions::moment);
        for (String type : new String[] {"int4", "int8", "numeric", "float4", "float8"}) {
            to.stable(
                    "to_char(%s, text) text".formatted(type),
                    (in, env) -> NumberForms.toChar(in[0], Args.text(in[1])));
        }
        to.stable("to_date(text, text) date", (in, env) -> date(in));
        to.stable("to_timestamp(text, text) timestamptz", TemplateFunctions::timestamp);
        to.stable(
                "to_number(text, text) numeric",
                (in, env) -> NumberForms.toNumber(Args.text(in[0]), Args.text(in[1])));
    }

    private static Value moment(Value[] in, Env env) {
        boolean isInfinite =
                !(in[0] instanceof CalendarInterval)
                        && !Moments.isFinite(MomentMath.microsOf(in[0]));
        return isInfinite || Args.text(in[1]).isEmpty()
                ? Value.Null.NULL
                : Template.write(Args.text(in[1]), TemplateMoment.of(in[0], env));
    }

    private static Value date(Value[] in) {
        LocalDate day = TemplateReader.read(Args.text(in[0]), Args.text(in[1])).day();
        long days = day.toEpochDay() - Days.EPOCH_DAYS;
        if (!Days.isDate(days)) {
            throw Refusal.dateTimeOutOfRange("date");
        }
        return new Value.Date((int) days);
    }

    private static Value timestamp(Value[] in, Env env) {
        TemplateFields read = TemplateReader.read(Args.text(in[0]), Args.text(in[1]));
        long days = read.day().toEpochDay() - Days.EPOCH_DAYS;
        Value.LocalTimestamp local =
                Moments.timestamp(days * Days.MICROS_PER_DAY + read.microsOfDay());
        Integer offset = read.offsetSeconds();
        Value utc =
                offset == null
                        ? Moments.toUtc(local, env.format().zone())
                        : Moments.timestampWithZone(
                                local.micros() - offset * Days.MICROS_PER_SECOND);
        return TextFormat.fitSeconds(utc, read.secondDigits());
    }
}
