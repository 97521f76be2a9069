package dev.isochron.sql.type;

/// The families that PostgreSQL sorts types into when it chooses among overloaded functions.
public enum TypeCategory {
    ARRAY('A'),
    BOOLEAN('B'),
    DATE_TIME('D'),
    NUMERIC('N'),
    PSEUDO('P'),
    STRING('S'),
    TIMESPAN('T'),
    USER('U'),
    UNKNOWN('X'),
    INTERNAL('Z');

    private final char code;

    TypeCategory(char code) {
        this.code = code;
    }

    /// As `pg_type.typcategory` has it.
    public char code() {
        return code;
    }
}
