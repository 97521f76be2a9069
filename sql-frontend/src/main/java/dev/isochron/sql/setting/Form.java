package dev.isochron.sql.setting;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which values a setting takes, and how they are written.
public sealed interface Form {

    /// The value as it is kept and shown.
    ///
    /// @throws SqlException if the setting cannot be that
    String normalize(String name, String value);

    /// As `pg_settings.vartype` has it.
    String type();

    /// On or off.
    record Flag() implements Form {
        @Override
        public String normalize(String name, String value) {
            return switch (value.strip().toLowerCase(Locale.ROOT)) {
                case "on", "true", "t", "tr", "tru", "yes", "y", "ye", "1" -> "on";
                case "off", "of", "false", "f", "fa", "fal", "fals", "no", "n", "0" -> "off";
                default ->
                        throw SqlException.of(
                                SqlCode.INVALID_PARAMETER_VALUE,
                                "parameter \"" + name + "\" requires a Boolean value");
            };
        }

        @Override
        public String type() {
            return "bool";
        }
    }

    /// One of some words.
    record Choice(List<String> words) implements Form {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public String normalize(String name, String value) {
            String word = value.strip().toLowerCase(Locale.ROOT);
            if (!words.contains(word)) {
                throw invalid(name, value)
                        .withHint("Available values: " + String.join(", ", words) + ".")
                        .exception();
            }
            return word;
        }

        @Override
        public String type() {
            return "enum";
        }
    }

    /// A whole number within bounds.
    record Whole(long min, long max, Unit unit) implements Form {
        private static final Pattern NUMBER =
                Pattern.compile(
                        "\\s*([-+]?(?:\\d{1,18}(?:\\.\\d{0,9})?|\\.\\d{1,9}))\\s*(\\S*)\\s*");

        @Override
        public String normalize(String name, String value) {
            Matcher matcher = NUMBER.matcher(value);
            if (!matcher.matches()) {
                throw invalid(name, value).exception();
            }
            BigDecimal factor = unit.factor(matcher.group(2));
            if (factor.signum() == 0) {
                SqlError error = invalid(name, value);
                throw (unit == Unit.NONE
                                ? error
                                : error.withHint(
                                        "Valid units for this parameter are " + unit.names() + "."))
                        .exception();
            }
            long number = whole(new BigDecimal(matcher.group(1)).multiply(factor));
            if (number < min || number > max) {
                throw SqlException.of(
                        SqlCode.INVALID_PARAMETER_VALUE,
                        "%d%s is outside the valid range for parameter \"%s\" (%d .. %d)"
                                .formatted(number, unit.suffix(), name, min, max));
            }
            return Long.toString(number);
        }

        private static long whole(BigDecimal number) {
            return number.setScale(0, RoundingMode.HALF_EVEN)
                    .max(BigDecimal.valueOf(Long.MIN_VALUE))
                    .min(BigDecimal.valueOf(Long.MAX_VALUE))
                    .longValue();
        }

        @Override
        public String type() {
            return "integer";
        }
    }

    /// Any text that `check` takes and perhaps rewrites.
    record Words(Check check) implements Form {
        @Override
        public String normalize(String name, String value) {
            return check.apply(name, value);
        }

        @Override
        public String type() {
            return "string";
        }
    }

    /// Refuses a text, or says how it is kept.
    interface Check {
        String apply(String name, String value);

        static Check any() {
            return (_, value) -> value;
        }

        static Check rewriting(UnaryOperator<String> rewrite) {
            return (_, value) -> rewrite.apply(value);
        }

        /// There is only one thing that it can be.
        static Check only(String value, String why) {
            return (name, wanted) -> {
                if (!wanted.strip().equalsIgnoreCase(value)) {
                    throw SqlError.of(
                                    SqlCode.FEATURE_NOT_SUPPORTED,
                                    "parameter \"%s\" cannot be \"%s\"".formatted(name, wanted))
                            .withDetail(why)
                            .exception();
                }
                return value;
            };
        }
    }

    /// How SHOW writes a value that [#normalize] returned.
    default String shown(String value) {
        return this instanceof Whole whole ? whole.unit().text(Long.parseLong(value)) : value;
    }

    static SqlError invalid(String name, String value) {
        return SqlError.of(
                SqlCode.INVALID_PARAMETER_VALUE,
                "invalid value for parameter \"%s\": \"%s\"".formatted(name, value));
    }
}
