package dev.isochron.sql.scram;

import java.text.Normalizer;

/// SASLprep, RFC 4013, in what matters: other spaces become spaces, soft hyphens and joiners go,
/// and the rest is normalised by NFKC.
///
/// A password with characters that RFC 4013 prohibits is taken as it is, which is what PostgreSQL
/// does, too. Unassigned code points and the rules for text from right to left are not looked at.
final class Preparation {

    private Preparation() {}

    static String of(String password) {
        if (password.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            return password;
        }
        StringBuilder mapped = new StringBuilder();
        for (int i = 0; i < password.length(); ) {
            int c = password.codePointAt(i);
            i += Character.charCount(c);
            if (isProhibited(c)) {
                return password;
            }
            if (isOtherSpace(c)) {
                mapped.append(' ');
            } else if (!vanishes(c)) {
                mapped.appendCodePoint(c);
            }
        }
        String normal = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
        return normal.isEmpty() ? password : normal;
    }

    private static boolean isOtherSpace(int c) {
        return (c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR) || c == 0x200b;
    }

    /// Table B.1 of RFC 3454.
    private static boolean vanishes(int c) {
        return c == 0x00ad
                || c == 0x034f
                || c == 0x1806
                || (c >= 0x180b && c <= 0x180d)
                || c == 0x200c
                || c == 0x200d
                || c == 0x2060
                || (c >= 0xfe00 && c <= 0xfe0f)
                || c == 0xfeff;
    }

    private static boolean isProhibited(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> (c & 0xfffe) == 0xfffe;
        };
    }
}
