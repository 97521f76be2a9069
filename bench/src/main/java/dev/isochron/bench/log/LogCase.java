package dev.isochron.bench.log;

/// One thing that every subject is given to do.
///
/// @param payloadBytes of each entry
/// @param arrival how entries arrive
/// @param groups how many logs they go to, in turn
record LogCase(int payloadBytes, Arrival arrival, int groups) {

    /// How entries arrive.
    sealed interface Arrival {
        /// That many clients, each with one entry in flight.
        record Clients(int count) implements Arrival {}

        /// That many entries a second, whatever the subject does.
        record Rate(int perSecond) implements Arrival {}
    }

    static LogCase closed(int payloadBytes, int clients, int groups) {
        return new LogCase(payloadBytes, new Arrival.Clients(clients), groups);
    }

    static LogCase open(int payloadBytes, int perSecond, int groups) {
        return new LogCase(payloadBytes, new Arrival.Rate(perSecond), groups);
    }

    /// The case's name in reports.
    String label() {
        String how =
                switch (arrival) {
                    case Arrival.Clients(int count) -> "clients=" + count;
                    case Arrival.Rate(int perSecond) -> "rate=" + perSecond + "/s";
                };
        return "payload=%dB %s groups=%d".formatted(payloadBytes, how, groups);
    }
}
