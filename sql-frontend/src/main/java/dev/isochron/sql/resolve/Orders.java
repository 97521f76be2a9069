package dev.isochron.sql.resolve;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Ordering;
import dev.isochron.sql.json.JsonOrder;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.type.SqlType;

/// The order of the values of a type.
public final class Orders {

    /// The order of `jsonb`, whose texts are not in it.
    public static final Ordering JSONB =
            (a, b) ->
                    JsonOrder.compare(
                            JsonParser.parse(Args.text(a)), JsonParser.parse(Args.text(b)));

    private Orders() {}

    static SqlType requireEquality(SqlType type) {
        return switch (type.id()) {
            case JSON, ACLITEM, PG_NODE_TREE, VOID ->
                    throw SqlException.of(
                            SqlCode.UNDEFINED_FUNCTION,
                            "could not identify an equality operator for type "
                                    + type.displayName());
            default -> type;
        };
    }

    static Ordering of(SqlType type) {
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
