package dev.isochron.protocol.row;

/// Bytes are not a row that this software writes, or not of the type that they are read as.
public final class MalformedRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedRow(String what) {
        super("not a row that is written here: " + what);
    }

    public MalformedRow(String what, Throwable cause) {
        super("not a row that is written here: " + what, cause);
    }
}
