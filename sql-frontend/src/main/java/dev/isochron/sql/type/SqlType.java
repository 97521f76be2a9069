package dev.isochron.sql.type;

import dev.isochron.protocol.schema.ColumnType;
import java.util.Optional;

/// The type of an expression, a column or a parameter.
///
/// @param id the type, or of an array the type of its elements
/// @param isArray whether it is an array of that
/// @param modifier length, precision and scale as [Modifier] packs them; -1 for none
public record SqlType(TypeId id, boolean isArray, int modifier) {

    public static final SqlType BOOL = of(TypeId.BOOL);
    public static final SqlType BYTEA = of(TypeId.BYTEA);
    public static final SqlType CHAR = of(TypeId.CHAR);
    public static final SqlType NAME = of(TypeId.NAME);
    public static final SqlType INT2 = of(TypeId.INT2);
    public static final SqlType INT4 = of(TypeId.INT4);
    public static final SqlType INT8 = of(TypeId.INT8);
    public static final SqlType TEXT = of(TypeId.TEXT);
    public static final SqlType OID = of(TypeId.OID);
    public static final SqlType JSON = of(TypeId.JSON);
    public static final SqlType JSONB = of(TypeId.JSONB);
    public static final SqlType FLOAT4 = of(TypeId.FLOAT4);
    public static final SqlType FLOAT8 = of(TypeId.FLOAT8);
    public static final SqlType UNKNOWN = of(TypeId.UNKNOWN);
    public static final SqlType BPCHAR = of(TypeId.BPCHAR);
    public static final SqlType VARCHAR = of(TypeId.VARCHAR);
    public static final SqlType DATE = of(TypeId.DATE);
    public static final SqlType TIME = of(TypeId.TIME);
    public static final SqlType TIMESTAMP = of(TypeId.TIMESTAMP);
    public static final SqlType TIMESTAMPTZ = of(TypeId.TIMESTAMPTZ);
    public static final SqlType INTERVAL = of(TypeId.INTERVAL);
    public static final SqlType NUMERIC = of(TypeId.NUMERIC);
    public static final SqlType UUID = of(TypeId.UUID);
    public static final SqlType REGCLASS = of(TypeId.REGCLASS);
    public static final SqlType REGTYPE = of(TypeId.REGTYPE);
    public static final SqlType REGPROC = of(TypeId.REGPROC);
    public static final SqlType REGNAMESPACE = of(TypeId.REGNAMESPACE);
    public static final SqlType XID = of(TypeId.XID);
    public static final SqlType INT2VECTOR = of(TypeId.INT2VECTOR);
    public static final SqlType OIDVECTOR = of(TypeId.OIDVECTOR);
    public static final SqlType PG_NODE_TREE = of(TypeId.PG_NODE_TREE);
    public static final SqlType RECORD = of(TypeId.RECORD);
    public static final SqlType VOID = of(TypeId.VOID);

    /// The type of this id, not an array, without a modifier.
    public static SqlType of(TypeId id) {
        return new SqlType(id, false, Modifier.NONE);
    }

    /// `varchar(length)`.
    public static SqlType varchar(int length) {
        return VARCHAR.withModifier(Modifier.ofLength(length));
    }

    /// `char(length)`.
    public static SqlType character(int length) {
        return BPCHAR.withModifier(Modifier.ofLength(length));
    }

    /// `numeric(precision, scale)`.
    public static SqlType numeric(int precision, int scale) {
        return NUMERIC.withModifier(Modifier.ofNumeric(precision, scale));
    }

    /// Arrays of this type; of an array, which may have any number of dimensions, itself.
    public SqlType array() {
        if (isArray) {
            return this;
        }
        if (id.arrayOid() == 0) {
            throw new IllegalArgumentException("there are no arrays of " + id.displayName());
        }
        return new SqlType(id, true, modifier);
    }

    /// The type of the elements, if this is an array.
    public Optional<SqlType> element() {
        if (isArray) {
            return Optional.of(new SqlType(id, false, modifier));
        }
        return switch (id) {
            case INT2VECTOR -> Optional.of(INT2);
            case OIDVECTOR -> Optional.of(OID);
            default -> Optional.empty();
        };
    }

    public SqlType withModifier(int newModifier) {
        return newModifier == modifier ? this : new SqlType(id, isArray, newModifier);
    }

    public SqlType withoutModifier() {
        return withModifier(Modifier.NONE);
    }

    public boolean hasModifier() {
        return modifier >= 0;
    }

    /// Whether both are the same but for their modifiers.
    public boolean isSameAs(SqlType other) {
        return id == other.id && isArray == other.isArray;
    }

    /// Whether this is the type of that id, whatever its modifier, and no array.
    public boolean is(TypeId other) {
        return id == other && !isArray;
    }

    /// PostgreSQL's number of the type.
    public int oid() {
        return isArray ? id.arrayOid() : id.oid();
    }

    public TypeCategory category() {
        return isArray ? TypeCategory.ARRAY : id.category();
    }

    /// Whether its category prefers this type.
    public boolean isPreferred() {
        return !isArray && id.isPreferred();
    }

    /// As `pg_type.typlen` has it.
    public int size() {
        return isArray ? -1 : id.size();
    }

    /// As `pg_type.typname` has it: `int4`, `_int4`.
    public String catalogName() {
        return isArray ? "_" + id.catalogName() : id.catalogName();
    }

    /// The name in error messages, which leave the modifier out: `integer`, `character varying[]`.
    public String displayName() {
        return isArray ? id.displayName() + "[]" : id.displayName();
    }

    /// What columns of this type hold.
    ///
    /// @throws dev.isochron.sql.error.SqlException if no column can be of this type
    public ColumnType stored() {
        return StoredTypes.of(this);
    }

    /// The name with the modifier, as PostgreSQL's `format_type` writes it.
    @Override
    public String toString() {
        return TypeText.format(this);
    }
}
