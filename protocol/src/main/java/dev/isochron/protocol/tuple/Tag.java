package dev.isochron.protocol.tuple;

/// The first byte of each element; the door plate of the package has the whole grammar.
final class Tag {

    static final int NULL_FIRST = 0x08;
    static final int FALSE = 0x09;
    static final int TRUE = 0x0A;

    /// Integers: zero, and around it one tag for each length of 1 to 8 bytes.
    static final int ZERO = 0x13;

    static final int LONGEST_NEGATIVE = ZERO - Long.BYTES;
    static final int LONGEST_POSITIVE = ZERO + Long.BYTES;

    static final int NUMERIC_MINUS_INFINITY = 0x1C;
    static final int NUMERIC_NEGATIVE = 0x1D;
    static final int NUMERIC_ZERO = 0x1E;
    static final int NUMERIC_POSITIVE = 0x1F;
    static final int NUMERIC_INFINITY = 0x20;
    static final int NUMERIC_NAN = 0x21;
    static final int FLOAT4 = 0x22;
    static final int FLOAT8 = 0x23;
    static final int TEXT = 0x24;
    static final int BYTES = 0x25;
    static final int UUID = 0x26;
    static final int INTERVAL = 0x27;
    static final int ARRAY = 0x28;
    static final int NULL_LAST = 0x2F;

    /// All tags lie between these; their complements are the tags of descending elements.
    static final int LOWEST = NULL_FIRST;

    static final int HIGHEST = NULL_LAST;

    /// Ends an array; below every tag, so that an array comes before its continuations.
    static final int ARRAY_END = 0x04;

    /// Ends a text; no byte of a text is zero.
    static final int TEXT_END = 0x00;

    /// In bytes, a zero is followed by what it means.
    static final int ESCAPE = 0x00;

    static final int ESCAPED_ZERO = 0xFF;
    static final int BYTES_END = 0x01;

    private Tag() {}
}
