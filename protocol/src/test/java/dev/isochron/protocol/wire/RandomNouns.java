package dev.isochron.protocol.wire;

import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.error.Contender;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The nouns of messages, borders often.
final class RandomNouns {

    private static final String[] TEXTS = {"", "payment", "naïve", "𝔘nicode", "two words"};

    private final SplittableRandom random;

    RandomNouns(SplittableRandom random) {
        this.random = random;
    }

    <T> T oneOf(T[] all) {
        return all[random.nextInt(all.length)];
    }

    Key key() {
        int length =
                switch (random.nextInt(8)) {
                    case 0 -> 0;
                    case 1 -> Key.MAX_BYTES;
                    default -> random.nextInt(24);
                };
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Key.of(bytes);
    }

    Span span() {
        Key a = key();
        Key b = key();
        if (a.equals(b) || random.nextInt(8) == 0) {
            return Span.from(a);
        }
        return a.isBelow(b) ? Span.of(a, b) : Span.of(b, a);
    }

    Bytes row() {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    Timestamp timestamp() {
        return switch (random.nextInt(8)) {
            case 0 -> Timestamp.MIN;
            case 1 -> Timestamp.MAX;
            default -> new Timestamp(random.nextLong(Long.MAX_VALUE));
        };
    }

    Duration duration() {
        return Duration.ofNanos(random.nextLong(Long.MAX_VALUE));
    }

    String text() {
        return oneOf(TEXTS);
    }

    long number() {
        return random.nextInt(4) == 0 ? 1 : 1 + random.nextLong(Fields.LARGEST - 1);
    }

    TxnId txn() {
        return new TxnId(
                timestamp(), random.nextLong(Long.MAX_VALUE), random.nextLong(Long.MAX_VALUE));
    }

    Attempt attempt() {
        return new Attempt(txn(), new Age(txn()), text(), text());
    }

    Tenure tenure() {
        return new Tenure(number(), number(), number() - 1);
    }

    ColumnSet columns() {
        return random.nextInt(4) == 0 ? ColumnSet.ALL : new ColumnSet(random.nextLong() | 2);
    }

    LockMode mode() {
        return switch (random.nextInt(3)) {
            case 0 -> LockMode.shared(columns());
            case 1 -> LockMode.exclusive(columns());
            default -> LockMode.whole();
        };
    }

    Route route() {
        return new Route(new ShardId(number()), new Generation(number()));
    }

    Place place() {
        return new Place(number(), "db" + random.nextInt(9) + ":7001");
    }

    ShardEntry entry() {
        List<Place> places = new ArrayList<>();
        for (int i = random.nextInt(ShardEntry.MAX_REPLICAS); i >= 0; i--) {
            places.add(place());
        }
        List<Place> learners = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            learners.add(place());
        }
        return new ShardEntry(
                route(),
                span(),
                places,
                learners,
                random.nextBoolean() ? Optional.of(places.getFirst()) : Optional.empty());
    }

    Vote vote() {
        Timestamp a = timestamp();
        Timestamp b = timestamp();
        return new Vote(
                span(), tenure(), Timestamp.min(a, b), Timestamp.max(a, b), random.nextBoolean());
    }

    RowName rowName() {
        return new RowName(key(), text().repeat(random.nextInt(40)));
    }

    Contender contender() {
        return new Contender(txn(), text(), text());
    }
}
