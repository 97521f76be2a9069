package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Moments;
import dev.isochron.sql.cast.Numbers;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.format.Numerics;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.time.Days;
import dev.isochron.sql.type.Refusal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;

/// `to_char`, `to_date`, `to_timestamp`, `to_number`.
final class TemplateFunctions {

    private static final MathContext FLOAT8_DIGITS = new MathContext(15);

    private TemplateFunctions() {}

    static void define(Definer to) {
        to.stable("to_char(timestamp, text) text", TemplateFunctions::moment);
        to.stable("to_char(timestamptz, text) text", TemplateFunctions::moment);
        to.stable("to_char(interval, text) text", TemplateFunctions::moment);
        for (String type : new String[] {"int4", "int8", "numeric", "float4", "float8"}) {
            to.stable("to_char(%s, text) text".formatted(type), (in, env) -> number(in));
        }
        to.stable("to_date(text, text) date", (in, env) -> date(in));
        to.stable("to_timestamp(text, text) timestamptz", TemplateFunctions::timestamp);
        to.stable("to_number(text, text) numeric", (in, env) -> toNumber(in));
    }

    private static Value moment(Value[] in, Env env) {
        boolean isInfinite =
                !(in[0] instanceof CalendarInterval)
                        && !Moments.isFinite(MomentMath.microsOf(in[0]));
        return isInfinite || Args.text(in[1]).isEmpty()
                ? Value.Null.NULL
                : Template.write(Args.text(in[1]), TemplateMoment.of(in[0], env));
    }

    private static Value number(Value[] in) {
        BigDecimal number =
                switch (in[0]) {
                    case Value.Float8(double real)
                            when !Double.isNaN(real) && !Double.isInfinite(real) ->
                            new BigDecimal(real).round(FLOAT8_DIGITS);
                    default ->
                            Numbers.toNumeric(in[0]) instanceof Numeric.Finite(BigDecimal exact)
                                    ? exact
                                    : null;
                };
        NumberTemplate template = new NumberTemplate(Args.text(in[1]));
        if (number == null) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "to_char of NaN and infinities is not supported");
        }
        return Args.of(template.write(number));
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
        TemplateReader.Read read = TemplateReader.read(Args.text(in[0]), Args.text(in[1]));
        long days = read.day().toEpochDay() - Days.EPOCH_DAYS;
        Value.LocalTimestamp local =
                Moments.timestamp(days * Days.MICROS_PER_DAY + read.microsOfDay());
        Integer offset = read.offsetSeconds();
        return offset == null
                ? Moments.toUtc(local, env.format().zone())
                : Moments.timestampWithZone(local.micros() - offset * Days.MICROS_PER_SECOND);
    }

    private static Value toNumber(Value[] in) {
        String text = Args.text(in[0]);
        StringBuilder digits = new StringBuilder();
        boolean negative = text.indexOf('-') >= 0 || text.indexOf('<') >= 0;
        boolean hasPoint = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !hasPoint) {
                hasPoint = true;
                digits.append(c);
            } else if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        if (digits.chars().noneMatch(Character::isDigit)) {
            throw Refusal.invalidSyntax("numeric", " ");
        }
        return Numerics.read((negative ? "-" : "") + digits);
    }
}
