package dev.isochron.sql.resolve;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Ordering;
import dev.isochron.sql.json.JsonOrder;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;

/// The order of the values of a type.
public final class Orders {

    /// The order of `jsonb`, whose texts are not in it.
    public static final Ordering JSONB =
            (a, b) ->
                    JsonOrder.compare(
                            JsonParser.parse(Args.text(a)), JsonParser.parse(Args.text(b)));

    private Orders() {}

    static SqlType requireEquality(SqlType type) {
        requireNoRow(type);
        return switch (type.id()) {
            case JSON, ACLITEM, PG_NODE_TREE, VOID ->
                    throw SqlException.of(
                            SqlCode.UNDEFINED_FUNCTION,
                            "could not identify an equality operator for type "
                                    + type.displayName());
            default -> type;
        };
    }

    private static void requireNoRow(SqlType type) {
        if (type.is(TypeId.RECORD)) {
            throw SqlException.unsupported(0, "comparisons of whole rows are");
        }
    }

    static Ordering of(SqlType type) {
        requireNoRow(type);
        return switch (type.id()) {
            case JSONB -> JSONB;
            case JSON, XID, ACLITEM, PG_NODE_TREE, VOID ->
                    throw SqlError.of(
                                    SqlCode.UNDEFINED_FUNCTION,
                                    "could not identify an ordering operator for type "
                                            + type.displayName())
                            .withHint("Use an explicit ordering operator or modify the query.")
                            .exception();
            default -> Ordering.NATURAL;
        };
    }
}
