package dev.isochron.client;

import dev.isochron.truetime.Timestamp;

/// By which a transaction is asked for again if it is not known whether it was done.
///
/// It says when the request was first made, because what became of it is not known for ever: after
/// [ClientSettings#requestsKept] it is refused, done before or not. So it has to be made once, with
/// [Isochron#requestKey], and kept with whatever the request is about.
///
/// @param asked when it was made
/// @param name that no other request of the same time has
public record RequestKey(Timestamp asked, String name) {
    private static final int DIGITS = 19;

    public RequestKey {
        if (asked.nanos() < 0) {
            throw new IllegalArgumentException("no time to make a request at: " + asked);
        }
    }

    /// As [#parse] reads it; of two the earlier is the lesser text.
    public String toText() {
        return "%019d/%s".formatted(asked.nanos(), name);
    }

    /// Reads what [#toText] wrote.
    ///
    /// @throws IllegalArgumentException if it is something else
    public static RequestKey parse(String text) {
        if (text.length() <= DIGITS || text.charAt(DIGITS) != '/') {
            throw new IllegalArgumentException("no request key: " + text);
        }
        return new RequestKey(
                new Timestamp(Long.parseLong(text, 0, DIGITS, 10)), text.substring(DIGITS + 1));
    }
}
