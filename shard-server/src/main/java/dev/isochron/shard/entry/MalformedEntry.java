package dev.isochron.shard.entry;

/// Bytes are not what this room writes. For an entry of the log that is a result, the same on every
/// replica: it changes nothing.
public final class MalformedEntry extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedEntry(String what) {
        super(what);
    }
}
