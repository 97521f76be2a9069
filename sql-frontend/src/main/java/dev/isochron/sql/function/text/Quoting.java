package dev.isochron.sql.function.text;

import java.util.List;
import java.util.regex.Pattern;

/// Writes names and texts so that SQL reads them back.
public final class Quoting {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /// The words that cannot be names without quotes.
    private static final String KEYWORDS =
            """
            all analyse analyze and any array as asc asymmetric authorization between bigint
            binary bit boolean both case cast char character check coalesce collate
            collation column concurrently constraint create cross current_catalog
            current_date current_role current_schema current_time current_timestamp
            current_user dec decimal default deferrable desc distinct do else end except
            exists extract false fetch float for foreign freeze from full grant greatest
            group grouping having ilike in initially inner inout int integer intersect
            interval into is isnull join lateral leading least left like limit localtime
            localtimestamp national natural nchar none normalize not notnull null nullif
            numeric offset on only or order out outer overlaps overlay placing position
            precision primary real references returning right row select session_user setof
            similar smallint some substring symmetric table tablesample then time timestamp
            to trailing treat trim true union unique user using values varchar variadic
            verbose when where window with xmlattributes xmlconcat xmlelement xmlexists
            xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
            """;

    private static final List<String> WORDS = List.of(KEYWORDS.strip().split("\\s+", -1));

    private Quoting() {}

    /// A name, in double quotes where it needs them.
    public static String name(String name) {
        boolean isPlain = PLAIN.matcher(name).matches() && !WORDS.contains(name);
        return isPlain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /// A text as a literal.
    public static String literal(String text) {
        String quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
        return text.indexOf('\\') >= 0 ? "E" + quoted : quoted;
    }
}
