package dev.isochron.sql.resolve;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.type.SqlType;
import java.util.List;
import java.util.stream.Collectors;

/// The words in which expressions are refused.
final class Refusals {

    private static final String CASTS = " You might need to add explicit type casts.";

    private Refusals() {}

    static SqlException noFunction(String name, List<SqlType> types) {
        return SqlError.of(
                        SqlCode.UNDEFINED_FUNCTION,
                        "function " + call(name, types) + " does not exist")
                .withHint("No function matches the given name and argument types." + CASTS)
                .exception();
    }

    static SqlException ambiguousFunction(String name, List<SqlType> types) {
        return SqlError.of(
                        SqlCode.AMBIGUOUS_FUNCTION,
                        "function " + call(name, types) + " is not unique")
                .withHint("Could not choose a best candidate function." + CASTS)
                .exception();
    }

    private static String call(String name, List<SqlType> types) {
        return types.stream()
                .map(SqlType::displayName)
                .collect(Collectors.joining(", ", name + "(", ")"));
    }

    static SqlException noOperator(String symbol, List<SqlType> types) {
        return SqlError.of(
                        SqlCode.UNDEFINED_FUNCTION,
                        "operator does not exist: " + use(symbol, types))
                .withHint(
                        types.size() == 1
                                ? "No operator matches the given name and argument type."
                                        + " You might need to add an explicit type cast."
                                : "No operator matches the given name and argument types." + CASTS)
                .exception();
    }

    static SqlException ambiguousOperator(String symbol, List<SqlType> types) {
        return SqlError.of(
                        SqlCode.AMBIGUOUS_FUNCTION, "operator is not unique: " + use(symbol, types))
                .withHint("Could not choose a best candidate operator." + CASTS)
                .exception();
    }

    private static String use(String symbol, List<SqlType> types) {
        return types.size() == 1
                ? symbol + " " + types.getFirst().displayName()
                : types.getFirst().displayName()
                        + " "
                        + symbol
                        + " "
                        + types.getLast().displayName();
    }

    static SqlException cannotCast(SqlType from, SqlType to) {
        return SqlException.of(
                SqlCode.CANNOT_COERCE,
                "cannot cast type " + from.displayName() + " to " + to.displayName());
    }

    static SqlException mismatch(String message) {
        return SqlException.of(SqlCode.DATATYPE_MISMATCH, message);
    }
}
