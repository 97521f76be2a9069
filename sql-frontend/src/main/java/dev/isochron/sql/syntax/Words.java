package dev.isochron.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The key words of PostgreSQL 15 that cannot stand wherever a name can.
///
/// Looked up by the characters themselves, so that no string is made for a word that is known.
final class Words {

    private static final List<String> RESERVED =
            words(
                    """
                    all analyse analyze and any array as asc asymmetric both case cast
                    check collate column constraint create current_catalog current_date
                    current_role current_time current_timestamp current_user default
                    deferrable desc distinct do else end except false fetch for foreign
                    from grant group having in initially intersect into lateral leading
                    limit localtime localtimestamp not null offset on only or order placing
                    primary references returning select session_user some symmetric table
                    then to trailing true union unique user using variadic when where
                    window with
                    """);

    private static final List<String> TYPE_OR_FUNCTION =
            words(
                    """
                    authorization binary collation concurrently cross current_schema freeze
                    full ilike inner is isnull join left like natural notnull outer
                    overlaps right similar tablesample verbose
                    """);

    private static final List<String> COLUMN_NAME =
            words(
                    """
                    between bigint bit boolean char character coalesce dec decimal exists
                    extract float greatest grouping inout int integer interval least
                    national nchar none normalize nullif numeric out overlay position
                    precision real row setof smallint substring time timestamp treat trim
                    values varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest
                    xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
                    """);

    /// Words that need AS before them where they name a column of the result.
    private static final List<String> NO_BARE_LABEL =
            words(
                    """
                    array as char character create day except fetch filter for from grant
                    group having hour intersect into isnull limit minute month notnull
                    offset on order over overlaps precision returning second to union
                    varying where window with within without year
                    """);

    /// A power of two, several times the number of words.
    private static final int SLOTS = 1024;

    private static final @Nullable Word[] TABLE = table();

    private Words() {}

    /// The key word at this place of a text, whatever its case.
    ///
    /// @param hash what [#hash] makes of its characters, one after the other, from 0
    static @Nullable Word find(String text, int start, int end, int hash) {
        int slot = slot(hash);
        while (true) {
            Word word = TABLE[slot];
            if (word == null || isAt(word.text(), text, start, end)) {
                return word;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    /// One more character of a word.
    static int hash(int hash, char c) {
        return hash * 31 + (c | 0x20);
    }

    private static boolean isAt(String word, String text, int start, int end) {
        if (word.length() != end - start) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Lexer.fold(text.charAt(start + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Word[] table() {
        @Nullable Word[] table = new @Nullable Word[SLOTS];
        add(table, RESERVED, WordClass.RESERVED);
        add(table, TYPE_OR_FUNCTION, WordClass.TYPE_OR_FUNCTION);
        add(table, COLUMN_NAME, WordClass.COLUMN_NAME);
        for (String text : NO_BARE_LABEL) {
            if (find(table, text) == null) {
                add(table, List.of(text), WordClass.NAME);
            }
        }
        return table;
    }

    private static void add(@Nullable Word[] table, List<String> words, WordClass wordClass) {
        for (String text : words) {
            int slot = slot(hash(text));
            while (table[slot] != null) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            table[slot] = new Word(text, wordClass, !NO_BARE_LABEL.contains(text));
        }
    }

    private static @Nullable Word find(@Nullable Word[] table, String text) {
        for (Word word : table) {
            if (word != null && word.text().equals(text)) {
                return word;
            }
        }
        return null;
    }

    private static int hash(String text) {
        int hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = hash(hash, text.charAt(i));
        }
        return hash;
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 11)) & (SLOTS - 1);
    }

    private static List<String> words(String block) {
        return List.of(block.strip().split("\\s+", -1));
    }
}
