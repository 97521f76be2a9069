package dev.isochron.protocol.error;

/// What a request can end with instead of its result.
public sealed interface Failure permits BadInput, Aborted, Misrouted, Unavailable, OutcomeUnknown {

    /// Whether and how to try again.
    Retry retry();

    /// What drivers and frameworks know it by.
    SqlState sqlState();

    /// What to tell people.
    Explanation explanation();

    /// Whether it may have been done after all. If not, it surely was not and will not be.
    default boolean outcomeUnknown() {
        return this instanceof OutcomeUnknown;
    }
}
