package dev.isochron.sql.expression;

import dev.isochron.sql.type.SqlType;
import java.util.List;
import java.util.stream.Collectors;

/// How a routine is called, and what it gives.
///
/// @param name in lower case, or the characters of an operator
/// @param parameters their types, some of them perhaps polymorphic; of a prefix operator one
/// @param result perhaps polymorphic
/// @param isVariadic whether the last parameter, an array or `"any"`, stands for one or more
public record Signature(String name, List<SqlType> parameters, SqlType result, boolean isVariadic) {

    public Signature {
        parameters = List.copyOf(parameters);
    }

    /// A signature without a variadic parameter.
    public static Signature of(String name, SqlType result, SqlType... parameters) {
        return new Signature(name, List.of(parameters), result, false);
    }

    /// Whether a type in it stands for others.
    public boolean isPolymorphic() {
        return result.id().isPolymorphic()
                || parameters.stream().anyMatch(type -> type.id().isPolymorphic());
    }

    /// As error messages name it: `lower(text)`.
    @Override
    public String toString() {
        return parameters.stream()
                .map(SqlType::displayName)
                .collect(Collectors.joining(", ", name + "(", ")"));
    }
}
