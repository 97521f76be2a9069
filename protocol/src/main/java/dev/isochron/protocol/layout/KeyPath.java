package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.MalformedKey;
import dev.isochron.protocol.tuple.ElementReader;
import java.util.ArrayList;
import java.util.List;

/// A key taken apart without knowing any table: the numbers in it, and where their elements are.
///
/// ```
/// 60 1407  61 1403  62 140A 01
/// │  │     │  │     │  │    └ complete
/// │  │     │  │     │  └ elements of the third step
/// │  │     │  └ elements    └ number: where the row belongs
/// └ number └ number
/// ```
///
/// @param steps from the root down; never empty
/// @param complete whether the key ends as that of a row does, and is not just the beginning of one
public record KeyPath(List<Step> steps, boolean complete) {

    public KeyPath {
        steps = List.copyOf(steps);
    }

    /// One table or index on the way down.
    ///
    /// @param number of the table or index
    /// @param elements how many elements it adds
    /// @param start the byte at which its number begins
    /// @param end the byte behind its last element
    public record Step(int number, int elements, int start, int end) {}

    /// Takes a key apart. Elements are passed over, not read.
    ///
    /// @throws MalformedKey if it is neither the key of a row nor one cut short between elements
    public static KeyPath of(Key key) {
        ElementReader reader = new ElementReader(key, 0);
        List<Step> steps = new ArrayList<>();
        while (reader.position() < key.length() && key.byteAt(reader.position()) != Mark.END) {
            steps.add(readStep(key, reader));
        }
        if (steps.isEmpty()) {
            throw new MalformedKey("it does not begin with the number of a table", 0);
        }
        boolean complete = reader.position() < key.length();
        if (complete && reader.position() != key.length() - 1) {
            throw new MalformedKey("something follows its end", reader.position() + 1);
        }
        return new KeyPath(steps, complete);
    }

    private static Step readStep(Key key, ElementReader reader) {
        int start = reader.position();
        int number = Mark.read(key, start);
        reader.moveTo(start + Mark.length(key.byteAt(start)));
        int elements = 0;
        while (reader.atElement()) {
            reader.skip();
            elements++;
        }
        return new Step(number, elements, start, reader.position());
    }

    public Step root() {
        return steps.getFirst();
    }

    /// The table or index that the key itself is of.
    public Step last() {
        return steps.getLast();
    }
}
