package dev.isochron.sql.copy;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    /// Refuses columns that are not copied.
    ///
    /// @param columns that are
    /// @param table whose columns they are if all of them are copied
    public void requireColumns(List<String> columns, Optional<String> table) {
        require("FORCE_QUOTE", forceQuote, columns, table);
        require("FORCE_NOT_NULL", forceNotNull, columns, table);
        require("FORCE_NULL", forceNull, columns, table);
    }

    private static void require(
            String option, Columns forced, List<String> columns, Optional<String> table) {
        for (String name : forced.names) {
            if (columns.contains(name)) {
                continue;
            }
            throw table.map(relation ->
                            SqlException.of(
                                    SqlCode.UNDEFINED_COLUMN,
                                    "column \"%s\" of relation \"%s\" does not exist"
                                            .formatted(name, relation)))
                    .orElseGet(() ->
                            SqlException.of(
                                    SqlCode.INVALID_COLUMN_REFERENCE,
                                    "%s column \"%s\" not referenced by COPY"
                                            .formatted(option, name)));
        }
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

    /// What a backslash before it means something else for.
    private static final String NO_DELIMITERS = "\\.abcdefghijklmnopqrstuvwxyz0123456789";

    /// Reads the options of a statement.
    ///
    /// @param from whether rows come in
    /// @throws SqlException if there is no such option, or they contradict each other
    public static CopyOptions of(List<Option> options, boolean from) {
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
        Header header = header(given.get("header"), from);
        boolean csv = format == Format.CSV;
        requireText(given, format);
        char delimiter = delimiter(given.get("delimiter"), csv);
        String nullText = text(given.get("null"), csv ? "" : "\\N");
        requireOneLine(nullText);
        char quote = character(given.get("quote"), "quote", '"', csv);
        CopyOptions all =
                new CopyOptions(
                        format,
                        delimiter,
                        nullText,
                        header,
                        quote,
                        character(given.get("escape"), "escape", quote, csv),
                        columns(given.get("force_quote"), csv, !from, "TO"),
                        columns(given.get("force_not_null"), csv, from, "FROM"),
                        columns(given.get("force_null"), csv, from, "FROM"));
        all.requireSense();
        return all;
    }

    private static void requireText(Map<String, Option> given, Format format) {
        if (format != Format.BINARY) {
            return;
        }
        for (String name : List.of("delimiter", "null", "header")) {
            if (given.containsKey(name)) {
                throw SqlException.of(
                        name.equals("header")
                                ? SqlCode.FEATURE_NOT_SUPPORTED
                                : SqlCode.SYNTAX_ERROR,
                        "cannot specify " + name.toUpperCase(Locale.ROOT) + " in BINARY mode");
            }
        }
    }

    private static char delimiter(@Nullable Option option, boolean csv) {
        char delimiter = character(option, "delimiter", csv ? ',' : '\t', true);
        if (delimiter == '\n' || delimiter == '\r') {
            throw bad("COPY delimiter cannot be newline or carriage return");
        }
        if (!csv && NO_DELIMITERS.indexOf(delimiter) >= 0) {
            throw bad("COPY delimiter cannot be \"" + delimiter + "\"");
        }
        return delimiter;
    }

    private static void requireOneLine(String nullText) {
        if (nullText.indexOf('\n') >= 0 || nullText.indexOf('\r') >= 0) {
            throw bad("COPY null representation cannot use newline or carriage return");
        }
    }

    private static SqlException bad(String message) {
        return SqlException.of(SqlCode.INVALID_PARAMETER_VALUE, message);
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

    private void requireSense() {
        if (format == Format.CSV && delimiter == quote) {
            throw bad("COPY delimiter and quote must be different");
        }
        if (format != Format.BINARY && nullText.indexOf(delimiter) >= 0) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "COPY delimiter must not appear in the NULL specification");
        }
        if (format == Format.CSV && nullText.indexOf(quote) >= 0) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "CSV quote character must not appear in the NULL specification");
        }
    }

    private static Format format(@Nullable Option option) {
        String name = text(option, "text");
        return switch (name) {
            case "text" -> Format.TEXT;
            case "csv" -> Format.CSV;
            case "binary" -> Format.BINARY;
            default ->
                    throw SqlException.at(
                            option == null ? 0 : option.position(),
                            SqlCode.INVALID_PARAMETER_VALUE,
                            "COPY format \"" + name + "\" not recognized");
        };
    }

    private static Header header(@Nullable Option option, boolean from) {
        if (option == null) {
            return Header.NONE;
        }
        String value = text(option, "true").toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true", "on", "1" -> Header.NAMES;
            case "false", "off", "0" -> Header.NONE;
            case "match" -> {
                if (!from) {
                    throw SqlException.of(
                            SqlCode.FEATURE_NOT_SUPPORTED,
                            "cannot use \"match\" with HEADER in COPY TO");
                }
                yield Header.MATCH;
            }
            default ->
                    throw SqlException.of(
                            SqlCode.SYNTAX_ERROR, "header requires a Boolean value or \"match\"");
        };
    }

    /// @param fits whether the direction is the one that it is for
    private static Columns columns(
            @Nullable Option option, boolean csv, boolean fits, String direction) {
        if (option == null) {
            return Columns.NONE;
        }
        String name = option.name().text();
        requireCsv(name, csv);
        if (!fits) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "COPY %s only available using COPY %s"
                            .formatted(name.replace('_', ' '), direction));
        }
        boolean all = option.values().equals(List.of("*"));
        return new Columns(all, all ? List.of() : option.values());
    }

    private static char character(
            @Nullable Option option, String name, char usual, boolean allowed) {
        if (option == null) {
            return usual;
        }
        requireCsv(name, allowed);
        String value = text(option, "");
        boolean fits = value.length() == 1 && value.charAt(0) <= MAX_ASCII;
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
        if (option == null) {
            return otherwise;
        }
        if (option.values().isEmpty() && !option.name().text().equals("header")) {
            throw SqlException.of(
                    SqlCode.SYNTAX_ERROR, option.name().text() + " requires a parameter");
        }
        return option.values().isEmpty() ? otherwise : option.values().getFirst();
    }
}
