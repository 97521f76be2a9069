package dev.isochron.protocol.key;

/// Bytes are not a key that this software writes: they were damaged, or somebody made them up.
public final class MalformedKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param what what was found, and what belongs there
    /// @param offset the byte of the key at which it was found
    public MalformedKey(String what, int offset) {
        super("not a key that is written here, at byte " + offset + ": " + what);
    }
}
