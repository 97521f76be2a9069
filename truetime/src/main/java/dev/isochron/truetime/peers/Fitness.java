package dev.isochron.truetime.peers;

import dev.isochron.truetime.Durations;
import dev.isochron.truetime.Reading;

/// Whether a node may lead, as far as its clock goes. One that may not goes on as a follower.
public sealed interface Fitness {

    /// The clock speaks against nothing.
    record Fit() implements Fitness {}

    /// The node must not lead until this is gone.
    ///
    /// @param reason what is wrong with the clock
    /// @param remedy what a person can do about it
    record Unfit(String reason, String remedy) implements Fitness {}

    /// Judges a clock by its reading, its ε and the other nodes' opinion.
    ///
    /// @param leadEpsilonNanos the largest ε a leader may have: a quarter of the lease
    static Fitness of(Reading now, Standing<?> standing, long leadEpsilonNanos) {
        return switch (now) {
            case Reading.Unusable(String reason, String remedy) -> new Unfit(reason, remedy);
            case Reading.Usable(var interval) when interval.epsilonNanos() > leadEpsilonNanos ->
                    new Unfit(
                            "ε is %s; a leader's may be %s at most, a quarter of the lease."
                                    .formatted(
                                            Durations.text(interval.epsilonNanos()),
                                            Durations.text(leadEpsilonNanos)),
                            "See `isochron clock` for what makes it so wide.");
            case Reading.Usable _ -> of(standing);
        };
    }

    private static Fitness of(Standing<?> standing) {
        return switch (standing) {
            case Standing.Trusted<?> _ -> new Fit();
            case Standing.Contradicted<?>(var accusers, long ahead) ->
                    new Unfit(
                            """
                            The clock of this node is at least %s %s the clocks of nodes %s, and \
                            they are the majority.\
                            """
                                    .formatted(
                                            Durations.text(Math.abs(ahead)),
                                            ahead > 0 ? "ahead of" : "behind",
                                            accusers),
                            """
                            Correct this machine's clock (chronyc tracking shows its sources); \
                            the node leads again once the others find it plausible.\
                            """);
        };
    }
}
