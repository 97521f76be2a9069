package dev.isochron.truetime;

/// What a clock answers when it is asked for the time: an interval it vouches for, or why it cannot
/// give one. Trouble with a clock is a value: a node with an unusable clock follows and does not
/// lead, it does not die.
public sealed interface Reading {

    /// True time lies in `interval`.
    record Usable(Interval interval) implements Reading {}

    /// The clock vouches for nothing just now.
    ///
    /// @param reason what is wrong and where, one sentence for a person
    /// @param remedy what that person can do about it
    record Unusable(String reason, String remedy) implements Reading {}
}
