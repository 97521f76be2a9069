package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyBuilder;
import dev.isochron.protocol.key.MalformedKey;

/// What stands between the elements of a key: numbers of tables and indexes, and the end.
///
/// ```
/// 30…AF           numbers 0 to 127
/// B0…CD 1 byte    numbers 128 to 7807
/// CE    4 bytes   all others
/// ```
///
/// Each number has one form, and forms are ordered as the numbers are.
final class Mark {

    /// Ends the key of a row; below every number, so that a row comes before all that is under it.
    static final int END = 0x01;

    private static final int FIRST = 0x30;
    private static final int FIRST_OF_TWO = 0xB0;
    private static final int FIVE = 0xCE;

    private static final int LOWEST_OF_TWO = FIRST_OF_TWO - FIRST;
    private static final int LOWEST_OF_FIVE = LOWEST_OF_TWO + ((FIVE - FIRST_OF_TWO) << Byte.SIZE);

    private Mark() {}

    static void write(KeyBuilder out, int number) {
        if (number < LOWEST_OF_TWO) {
            out.append(FIRST + number);
        } else if (number < LOWEST_OF_FIVE) {
            int above = number - LOWEST_OF_TWO;
            out.append(FIRST_OF_TWO + (above >> Byte.SIZE)).append(above);
        } else {
            out.append(FIVE).appendBigEndian(number, Integer.BYTES);
        }
    }

    /// The key that holds this number only.
    static Key keyOf(int number) {
        KeyBuilder out = new KeyBuilder();
        write(out, number);
        return out.toKey();
    }

    static boolean isNumber(int first) {
        return first >= FIRST && first <= FIVE;
    }

    /// How many bytes a number takes that begins like this.
    static int length(int first) {
        return first < FIRST_OF_TWO ? 1 : first < FIVE ? 2 : 1 + Integer.BYTES;
    }

    static int read(Key key, int at) {
        int first = byteAt(key, at);
        if (!isNumber(first)) {
            throw new MalformedKey(
                    "%02X where the number of a table or an index belongs".formatted(first), at);
        }
        if (first < FIRST_OF_TWO) {
            return first - FIRST;
        }
        if (first < FIVE) {
            return LOWEST_OF_TWO + ((first - FIRST_OF_TWO) << Byte.SIZE) + byteAt(key, at + 1);
        }
        int number = 0;
        for (int i = 1; i <= Integer.BYTES; i++) {
            number = number << Byte.SIZE | byteAt(key, at + i);
        }
        if (number < LOWEST_OF_FIVE) {
            throw new MalformedKey("a number of more bytes than it needs, or than 31 bits", at);
        }
        return number;
    }

    private static int byteAt(Key key, int at) {
        if (at >= key.length()) {
            throw new MalformedKey("it ends within a number", key.length());
        }
        return key.byteAt(at);
    }
}
