package dev.isochron.protocol.schema;

/// A table, column or index was declared as none can be; the message says what to change.
public final class InvalidDeclaration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidDeclaration(String message) {
        super(message);
    }

    public InvalidDeclaration(String message, Throwable cause) {
        super(message, cause);
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidDeclaration(otherwise);
        }
    }
}
