package dev.isochron.protocol.schema;

/// What people call a table: a namespace, `public` unless told otherwise, and a name in it.
public record TableName(String namespace, String name) implements Comparable<TableName> {

    /// The namespace of names that name none.
    public static final String PUBLIC = "public";

    /// The namespace of the tables that hold the declarations of tables.
    public static final String SYSTEM = "isochron";

    public TableName {
        Names.requireName(namespace, "a namespace");
        Names.requireName(name, "a table");
    }

    /// A table of this name in `public`.
    public static TableName of(String name) {
        return new TableName(PUBLIC, name);
    }

    @Override
    public int compareTo(TableName other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return namespace.equals(PUBLIC) ? name : namespace + "." + name;
    }
}
