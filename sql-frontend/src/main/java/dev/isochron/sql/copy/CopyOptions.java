package dev.isochron.sql.copy;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How a COPY is written.
///
/// @param nullText what stands for null, in text and CSV
/// @param quote of CSV
/// @param escape of CSV, before a quote within quotes
public record CopyOptions(
        Format format,
        char delimiter,
        String nullText,
        Header header,
        char quote,
        char escape,
        Columns forceQuote,
        Columns forceNotNull,
        Columns forceNull) {

    /// The formats there are.
    public enum Format {
        TEXT,
        CSV,
        BINARY
    }

    /// What the first line is.
    public enum Header {
        NONE,
        /// Skipped, or written.
        NAMES,
        /// Must name the columns.
        MATCH
    }

    /// Some columns, or all.
    public record Columns(boolean all, List<String> names) {
        static final Columns NONE = new Columns(false, List.of());

        /// Whether the column is one of them.
        public boolean has(String name) {
            return all || names.contains(name);
        }
    }

    private static final int MAX_ASCII = 0x7f;

    /// Reads the options of a statement.
    ///
    /// @throws SqlException if there is no such option, or they contradict each other
    public static CopyOptions of(List<Option> options) {
        Map<String, Option> given = new TreeMap<>();
        for (Option option : options) {
            if (given.put(option.name().text(), option) != null) {
                throw SqlException.at(
                        option.position(),
                        SqlCode.SYNTAX_ERROR,
                        "conflicting or redundant options");
            }
        }
        given.forEach((name, option) -> requireKnown(name, option));
        Format format = format(given.get("format"));
        boolean csv = format == Format.CSV;
        char quote = character(given.get("quote"), "quote", '"', csv);
        CopyOptions all =
                new CopyOptions(
                        format,
                        character(given.get("delimiter"), "delimiter", csv ? ',' : '\t', true),
                        text(given.get("null"), csv ? "" : "\\N"),
                        header(given.get("header")),
                        quote,
                        character(given.get("escape"), "escape", quote, csv),
                        columns(given.get("force_quote"), csv),
                        columns(given.get("force_not_null"), csv),
                        columns(given.get("force_null"), csv));
        all.requireSense(given);
        return all;
    }

    private static void requireKnown(String name, Option option) {
        switch (name) {
            case "format",
                    "delimiter",
                    "null",
                    "header",
                    "quote",
                    "escape",
                    "force_quote",
                    "force_not_null",
                    "force_null",
                    "freeze" -> {}
            case "encoding" -> {
                String encoding = text(option, "").replace("-", "").toUpperCase(Locale.ROOT);
                if (!encoding.equals("UTF8")) {
                    throw SqlError.of(
                                    SqlCode.FEATURE_NOT_SUPPORTED,
                                    "COPY in encoding \"" + encoding + "\" not supported")
                            .withHint("Convert the file to UTF-8 first.")
                            .exception();
                }
            }
            default ->
                    throw SqlException.at(
                            option.position(),
                            SqlCode.SYNTAX_ERROR,
                            "option \"" + name + "\" not recognized");
        }
    }

    private void requireSense(Map<String, Option> given) {
        if (format == Format.BINARY) {
            for (String name : List.of("delimiter", "null", "header")) {
                if (given.containsKey(name)) {
                    throw SqlException.of(
                            SqlCode.SYNTAX_ERROR,
                            "cannot specify " + name.toUpperCase(Locale.ROOT) + " in BINARY mode");
                }
            }
        }
        boolean ends = nullText.indexOf('\n') >= 0 || nullText.indexOf('\r') >= 0;
        if (ends) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE,
                    "COPY null representation cannot use newline or carriage return");
        }
        if (nullText.indexOf(delimiter) >= 0) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE,
                    "COPY delimiter must not appear in the NULL specification");
        }
        if (format == Format.CSV && delimiter == quote) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE, "COPY delimiter and quote must be different");
        }
    }

    private static Format format(@Nullable Option option) {
        String name = text(option, "text");
        return switch (name) {
            case "text" -> Format.TEXT;
            case "csv" -> Format.CSV;
            case "binary" -> Format.BINARY;
            default ->
                    throw SqlException.of(
                            SqlCode.INVALID_PARAMETER_VALUE,
                            "COPY format \"" + name + "\" not recognized");
        };
    }

    private static Header header(@Nullable Option option) {
        if (option == null) {
            return Header.NONE;
        }
        if (text(option, "").equalsIgnoreCase("match")) {
            return Header.MATCH;
        }
        return option.isOn() ? Header.NAMES : Header.NONE;
    }

    private static Columns columns(@Nullable Option option, boolean csv) {
        if (option == null) {
            return Columns.NONE;
        }
        String name = option.name().text();
        requireCsv(name, csv);
        boolean all = option.values().equals(List.of("*"));
        return new Columns(all, option.values());
    }

    private static char character(
            @Nullable Option option, String name, char usual, boolean allowed) {
        if (option == null) {
            return usual;
        }
        requireCsv(name, allowed);
        String value = text(option, "");
        boolean fits =
                value.length() == 1
                        && value.charAt(0) <= MAX_ASCII
                        && value.charAt(0) != '\n'
                        && value.charAt(0) != '\r';
        if (!fits) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "COPY " + name + " must be a single one-byte character");
        }
        return value.charAt(0);
    }

    private static void requireCsv(String name, boolean csv) {
        if (!csv) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "COPY " + name.replace('_', ' ') + " available only in CSV mode");
        }
    }

    private static String text(@Nullable Option option, String otherwise) {
        return option == null || option.values().isEmpty() ? otherwise : option.values().getFirst();
    }
}
