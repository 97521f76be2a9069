package dev.isochron.truetime.source;

import dev.isochron.truetime.Reading;

/// What a source answers when it is asked for the time.
public sealed interface Verdict {

    /// The source vouches for `line`.
    record Vouched(TimeLine line) implements Verdict {}

    /// The source vouches for nothing.
    ///
    /// @param refusal why, and what to do
    /// @param retryNanos how long to wait before asking again
    record Refused(Reading.Unusable refusal, long retryNanos) implements Verdict {}

    /// How soon a source that refused is asked again: soon enough that nobody waits for it, too
    /// seldom to cost anything.
    long RETRY_NANOS = 100_000_000L;

    static Verdict refused(String reason, String remedy) {
        return new Refused(new Reading.Unusable(reason, remedy), RETRY_NANOS);
    }
}
