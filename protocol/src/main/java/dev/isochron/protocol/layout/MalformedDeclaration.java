package dev.isochron.protocol.layout;

/// What the store holds about a table is not a declaration: it was damaged, or written by newer
/// software.
public final class MalformedDeclaration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedDeclaration(String what) {
        super("the stored declaration of a table cannot be read: " + what);
    }

    public MalformedDeclaration(String what, Throwable cause) {
        super("the stored declaration of a table cannot be read: " + what, cause);
    }
}
