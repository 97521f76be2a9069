package dev.isochron.protocol.value;

/// What may stand in a text.
final class Characters {

    private Characters() {}

    /// Refuses what UTF-8 cannot write, and U+0000, which no client of PostgreSQL can read.
    static void requireText(String text) {
        int at = 0;
        while (at < text.length()) {
            char first = text.charAt(at);
            if (first == 0) {
                throw refused(text, at, "the character U+0000");
            }
            if (Character.isSurrogate(first)) {
                boolean paired =
                        Character.isHighSurrogate(first)
                                && at + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(at + 1));
                if (!paired) {
                    throw refused(text, at, "half of a surrogate pair");
                }
                at++;
            }
            at++;
        }
    }

    private static IllegalArgumentException refused(String text, int at, String what) {
        return new IllegalArgumentException(
                "text holds "
                        + what
                        + " at index "
                        + at
                        + " of "
                        + text.length()
                        + "; store such data as bytes");
    }
}
