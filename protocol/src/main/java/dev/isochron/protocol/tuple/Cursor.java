package dev.isochron.protocol.tuple;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.MalformedKey;

/// A place in a key that is being read; turns the bytes of descending elements around as it goes.
final class Cursor {

    private static final int TURNED = 0xFF;

    private final Key key;
    private int position;
    private int mask;

    Cursor(Key key, int position) {
        this.key = key;
        this.position = position;
    }

    int position() {
        return position;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    int remaining() {
        return key.length() - position;
    }

    /// From here on every byte stands for its complement, or does so no longer.
    void turn() {
        mask ^= TURNED;
    }

    void turnBack() {
        mask = 0;
    }

    /// The next byte, which is part of what is named.
    int next(String what) {
        if (position >= key.length()) {
            throw malformed("it ends within " + what, position);
        }
        return key.byteAt(position++) ^ mask;
    }

    int peek(String what) {
        int next = next(what);
        position--;
        return next;
    }

    /// The next `count` bytes as a number, the most significant first.
    long bigEndian(int count, String what) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << Byte.SIZE | next(what);
        }
        return value;
    }

    MalformedKey malformed(String what, int at) {
        return new MalformedKey(what, at);
    }
}
