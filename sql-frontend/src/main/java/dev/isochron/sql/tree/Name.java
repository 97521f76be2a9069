package dev.isochron.sql.tree;

/// An identifier, folded to lower case unless it was quoted, at most 63 bytes long.
public record Name(String text, int position) implements Node {

    @Override
    public String toString() {
        return text;
    }
}
