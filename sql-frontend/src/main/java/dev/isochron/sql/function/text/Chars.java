package dev.isochron.sql.function.text;

/// Counts and cuts by characters, which may be two of Java's.
final class Chars {

    private Chars() {}

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /// The index of the character of this number, from 0 on; the end if there are fewer.
    static int indexOf(String text, long character) {
        if (character <= 0) {
            return 0;
        }
        if (character >= text.length()) {
            return text.length();
        }
        int index = 0;
        for (long i = 0; i < character && index < text.length(); i++) {
            index += Character.charCount(text.codePointAt(index));
        }
        return index;
    }

    /// Characters `from` to `to`, that one excluded, as far as they are there.
    static String between(String text, long from, long to) {
        if (to <= from) {
            return "";
        }
        int begin = indexOf(text, from);
        return text.substring(begin, Math.max(begin, indexOf(text, to)));
    }
}
