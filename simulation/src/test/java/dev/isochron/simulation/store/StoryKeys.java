package dev.isochron.simulation.store;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.storage.layout.RecordKey;
import java.util.ArrayList;
import java.util.List;

/// Keys that are short, few, and awkward: prefixes of each other, full of the bytes that the layout
/// uses itself.
final class StoryKeys {
    static final int KINDS = 3;

    private static final byte[] ALPHABET = {0, 0, 1, 0x7F, (byte) 0x80, (byte) 0xFF, 'V'};
    private static final int COUNT = 40;

    private final List<Key> keys = new ArrayList<>();
    private final Generator chance;

    StoryKeys(Generator chance) {
        this.chance = chance;
        for (int i = 0; i < COUNT; i++) {
            byte[] bytes = new byte[chance.nextInt(6)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = ALPHABET[chance.nextInt(ALPHABET.length)];
            }
            keys.add(Key.of(bytes));
        }
    }

    List<Key> all() {
        return keys;
    }

    /// Some key of a span; its first if none of the story's is.
    Key in(Span span) {
        List<Key> inside = keys.stream().filter(span::contains).toList();
        return inside.isEmpty() ? span.from() : chance.oneOf(inside);
    }

    RecordKey record(Span span) {
        byte[] suffix = new byte[chance.nextInt(3)];
        for (int i = 0; i < suffix.length; i++) {
            suffix[i] = ALPHABET[chance.nextInt(ALPHABET.length)];
        }
        return new RecordKey((byte) (chance.nextInt(KINDS) * 100), in(span), suffix);
    }

    static byte kind(int index) {
        return (byte) (index * 100);
    }
}
