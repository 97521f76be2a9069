package dev.isochron.node.wire;

/// Bytes from a peer are not a frame, or say something that no node says.
public final class MalformedFrame extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedFrame(String what) {
        super(what);
    }

    MalformedFrame(String what, Throwable cause) {
        super(what, cause);
    }
}
