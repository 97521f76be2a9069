package dev.isochron.sql.setting;

import dev.isochron.protocol.txn.CommitToken;
import dev.isochron.protocol.txn.MalformedToken;
import dev.isochron.sql.dialect.ForeignDialect;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import java.util.Locale;
import java.util.regex.Pattern;

/// What texts certain settings take.
final class Checks {
    /// As long as a name in PostgreSQL.
    private static final int MAX_NAME = 63;

    /// Around and within the names of encodings.
    private static final Pattern NOISE = Pattern.compile("[^A-Za-z0-9]");

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private Checks() {}

    /// Cut to the length of a name, and what is not printable ASCII becomes a question mark.
    static String applicationName(String name, String value) {
        StringBuilder clean = new StringBuilder();
        value.chars()
                .limit(MAX_NAME)
                .forEach(c -> clean.append(c < 32 || c > 126 ? '?' : (char) c));
        return clean.toString();
    }

    static String encoding(String name, String value) {
        String plain = NOISE.matcher(value).replaceAll("").toUpperCase(Locale.ROOT);
        return switch (plain) {
            case "UTF8", "UNICODE", "DEFAULT" -> "UTF8";
            default ->
                    throw refused(name, value)
                            .withDetail("Text is sent and received in UTF-8.")
                            .withHint("Have the client use UTF8.")
                            .exception();
        };
    }

    /// Only ISO can be written; of the orders, the one that other inputs are read in.
    static String dateStyle(String name, String value) {
        for (String word : COMMA.split(value.strip(), -1)) {
            switch (word.toUpperCase(Locale.ROOT)) {
                case "ISO", "MDY", "US", "NONEURO", "NONEUROPEAN", "DEFAULT", "" -> {}
                default ->
                        throw refused(name, value)
                                .withDetail("Dates are written in the ISO style and read as MDY.")
                                .exception();
            }
        }
        return "ISO, MDY";
    }

    static String timeZone(String name, String value) {
        String zone = value.strip();
        return switch (zone.toLowerCase(Locale.ROOT)) {
            case "utc", "z", "default", "local" -> "UTC";
            default ->
                    TimeZones.canonical(zone)
                            .orElseThrow(() -> Form.invalid(name, value).exception());
        };
    }

    /// Kept as it is written; which schemas there are is seen when a name is looked up.
    static String searchPath(String name, String value) {
        return String.join(", ", COMMA.split(value.strip(), -1));
    }

    /// Every level is granted by the strictest.
    static String isolation(String name, String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "serializable",
                    "repeatable read",
                    "read committed",
                    "read uncommitted",
                    "default" ->
                    "serializable";
            default ->
                    throw Form.invalid(name, value)
                            .withHint(
                                    "Available values: serializable, repeatable read, read"
                                            + " committed, read uncommitted; all are serializable"
                                            + " here.")
                            .exception();
        };
    }

    /// Ours, or one that can be translated.
    static String dialect(String name, String value) {
        String wanted = value.strip().toLowerCase(Locale.ROOT);
        if (wanted.equals("postgresql") || wanted.equals("default")) {
            return ForeignDialect.OWN;
        }
        boolean known =
                wanted.equals(ForeignDialect.OWN) || ForeignDialect.named(wanted).isPresent();
        if (!known) {
            SqlError error =
                    ForeignDialect.isSold(wanted)
                            ? refused(name, value)
                                    .withDetail(
                                            "Only commercial editions of jOOQ, which translates,"
                                                    + " read this dialect.")
                            : Form.invalid(name, value);
            throw error.withHint(
                            "Available values: "
                                    + ForeignDialect.OWN
                                    + ", "
                                    + ForeignDialect.names()
                                    + ".")
                    .exception();
        }
        return wanted;
    }

    static String token(String name, String value) {
        if (value.isEmpty()) {
            return value;
        }
        try {
            return CommitToken.parse(value).toText();
        } catch (MalformedToken e) {
            throw Form.invalid(name, value)
                    .withHint("Pass on exactly what SHOW isochron.commit_token said.")
                    .exception();
        }
    }

    private static SqlError refused(String name, String value) {
        return SqlError.of(
                SqlCode.FEATURE_NOT_SUPPORTED,
                "parameter \"%s\" cannot be \"%s\"".formatted(name, value));
    }
}
