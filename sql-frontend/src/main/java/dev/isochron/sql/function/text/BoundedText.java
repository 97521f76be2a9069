package dev.isochron.sql.function.text;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;

/// A text that counts how often it is looked at, so that no pattern can search it for ever.
final class BoundedText implements CharSequence {

    /// Some seconds of searching.
    private static final long MAX_STEPS = 200_000_000;

    private static final int CHECK_EVERY = 1 << 16;

    private final String text;
    private final Env env;
    private long steps;

    BoundedText(String text, Env env) {
        this.text = text;
        this.env = env;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++steps % CHECK_EVERY == 0) {
            env.checkCancelled();
            if (steps > MAX_STEPS) {
                throw SqlException.of(
                        SqlCode.STATEMENT_TOO_COMPLEX,
                        "regular expression needs too many steps on this text");
            }
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
