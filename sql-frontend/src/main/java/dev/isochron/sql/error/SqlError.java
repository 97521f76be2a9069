package dev.isochron.sql.error;

import org.jspecify.annotations.Nullable;

/// What a client is told of a refusal or a failure; also the form of a notice.
///
/// @param code the SQLSTATE
/// @param message plain words, no capital first, no full stop
/// @param detail more about this very case, a whole sentence
/// @param hint what to do about it, a whole sentence
/// @param context what was being done, such as which line of a copy was read
/// @param position 1-based character offset in the statement's text; 0 for none
/// @param place what it is about in the catalog
public record SqlError(
        SqlCode code,
        String message,
        @Nullable String detail,
        @Nullable String hint,
        @Nullable String context,
        int position,
        Place place) {

    public SqlError {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position + " is below 0");
        }
    }

    /// An error without position, detail, hint, context or place; `with…` adds them.
    public static SqlError of(SqlCode code, String message) {
        return new SqlError(code, message, null, null, null, 0, Place.NOWHERE);
    }

    /// The same at a 1-based character offset in the statement.
    public SqlError withPosition(int at) {
        return new SqlError(code, message, detail, hint, context, at, place);
    }

    /// The same at this offset, unless it says already where it is.
    public SqlError orPosition(int at) {
        return position > 0 ? this : withPosition(at);
    }

    /// The same with more about this very case.
    public SqlError withDetail(String sentence) {
        return new SqlError(code, message, sentence, hint, context, position, place);
    }

    /// The same with an advice.
    public SqlError withHint(String sentence) {
        return new SqlError(code, message, detail, sentence, context, position, place);
    }

    /// The same with what was being done, unless it says so already.
    public SqlError withContext(String doing) {
        String now = context == null ? doing : context;
        return new SqlError(code, message, detail, hint, now, position, place);
    }

    /// The same in another context than it says.
    public SqlError inContext(String doing) {
        return new SqlError(code, message, detail, hint, doing, position, place);
    }

    /// The same about something in the catalog.
    public SqlError withPlace(Place about) {
        return new SqlError(code, message, detail, hint, context, position, about);
    }

    /// To be thrown.
    public SqlException exception() {
        return new SqlException(this);
    }
}
