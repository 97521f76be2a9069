package dev.isochron.sql.tree;

/// Kinds of things in the catalog that statements name alike.
public enum ObjectKind {
    TABLE("table"),
    INDEX("index"),
    SEQUENCE("sequence"),
    VIEW("view"),
    SCHEMA("schema"),
    DATABASE("database"),
    ROLE("role"),
    COLUMN("column"),
    CONSTRAINT("constraint"),
    TYPE("type"),
    EXTENSION("extension");

    private final String words;

    ObjectKind(String words) {
        this.words = words;
    }

    /// As messages call it.
    public String words() {
        return words;
    }
}
