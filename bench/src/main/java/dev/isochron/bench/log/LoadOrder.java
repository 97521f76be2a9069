package dev.isochron.bench.log;

import dev.isochron.bench.harness.Load;
import java.time.Duration;
import java.util.List;

/// What a client process is told to do: a load of entries of one size.
public record LoadOrder(Load load, int payloadBytes) {

    /// The first word of the order.
    static final String VERB = "load";

    /// As words for a child process: `load closed CLIENTS MILLIS BYTES`.
    public String words() {
        return switch (load) {
            case Load.Closed(int clients, Duration length) -> words("closed", clients, length);
            case Load.Open(int perSecond, Duration length) -> words("open", perSecond, length);
        };
    }

    private String words(String kind, int number, Duration length) {
        return "%s %s %d %d %d".formatted(VERB, kind, number, length.toMillis(), payloadBytes);
    }

    static LoadOrder parse(List<String> words) {
        if (words.size() != 5 || !words.getFirst().equals(VERB)) {
            throw new IllegalArgumentException("not a load order: " + String.join(" ", words));
        }
        int number = Integer.parseInt(words.get(2));
        Duration length = Duration.ofMillis(Long.parseLong(words.get(3)));
        Load load =
                switch (words.get(1)) {
                    case "closed" -> new Load.Closed(number, length);
                    case "open" -> new Load.Open(number, length);
                    default -> throw new IllegalArgumentException("no such load: " + words.get(1));
                };
        return new LoadOrder(load, Integer.parseInt(words.get(4)));
    }

    byte[] payload() {
        byte[] payload = new byte[payloadBytes];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (i * 31);
        }
        return payload;
    }
}
