package dev.isochron.sql.resolve;

import dev.isochron.sql.expression.Signature;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out what the polymorphic types of a signature stand for in a call.
final class Polymorphs {

    /// What a call turns out to be.
    ///
    /// @param parameters one type for each argument
    record Bound(List<SqlType> parameters, SqlType result) {}

    private Polymorphs() {}

    /// Whether a polymorphic type may stand for this one, looked at alone.
    static boolean mayStandFor(SqlType polymorphic, SqlType type) {
        return switch (polymorphic.id()) {
            case ANYARRAY, ANYCOMPATIBLEARRAY -> type.element().isPresent();
            case ANYNONARRAY -> !type.isArray();
            case ANYELEMENT, ANYCOMPATIBLE -> true;
            default -> false;
        };
    }

    /// Whether the arguments agree with each other on what the polymorphic types stand for.
    static boolean isConsistent(List<SqlType> parameters, List<SqlType> arguments) {
        return bindTypes(parameters, SqlType.BOOL, arguments).isPresent();
    }

    /// The types of a call.
    ///
    /// @param parameters those of the signature, one for each argument
    /// @return empty if the arguments do not agree
    static Optional<Bound> bind(
            Signature signature, List<SqlType> parameters, List<SqlType> arguments) {
        return bindTypes(parameters, signature.result(), arguments);
    }

    private static Optional<Bound> bindTypes(
            List<SqlType> parameters, SqlType result, List<SqlType> arguments) {
        Solution solution = new Solution();
        for (int i = 0; i < parameters.size(); i++) {
            if (!solution.see(parameters.get(i), arguments.get(i))) {
                return Optional.empty();
            }
        }
        boolean usesCompatible =
                parameters.stream().anyMatch(Polymorphs::isCompatible) || isCompatible(result);
        if (usesCompatible && !solution.chooseCompatible()) {
            return Optional.empty();
        }
        List<SqlType> bound = new ArrayList<>();
        for (SqlType parameter : parameters) {
            SqlType actual = solution.standsFor(parameter);
            if (actual == null) {
                return Optional.empty();
            }
            bound.add(actual);
        }
        SqlType actual = solution.standsFor(result);
        return actual == null ? Optional.empty() : Optional.of(new Bound(bound, actual));
    }

    private static boolean isCompatible(SqlType type) {
        return type.is(TypeId.ANYCOMPATIBLE) || type.is(TypeId.ANYCOMPATIBLEARRAY);
    }

    /// What is known of the polymorphic types so far.
    private static final class Solution {

        private @Nullable SqlType element;
        private final List<SqlType> compatible = new ArrayList<>();
        private boolean hasArray;
        private @Nullable SqlType common;

        boolean see(SqlType parameter, SqlType argument) {
            if (argument.is(TypeId.UNKNOWN)) {
                return true;
            }
            return switch (parameter.id()) {
                case ANYELEMENT -> seeElement(argument);
                case ANYNONARRAY -> !argument.isArray() && seeElement(argument);
                case ANYARRAY ->
                        argument.element().isPresent()
                                && seeElement(argument.element().orElseThrow());
                case ANYCOMPATIBLE -> compatible.add(argument);
                case ANYCOMPATIBLEARRAY -> {
                    hasArray = true;
                    yield argument.element().isPresent()
                            && compatible.add(argument.element().orElseThrow());
                }
                default -> true;
            };
        }

        private boolean seeElement(SqlType type) {
            if (element == null) {
                element = type;
            }
            if (!element.equals(type)) {
                element = element.withoutModifier();
            }
            return element.isSameAs(type);
        }

        boolean chooseCompatible() {
            List<SqlType> types =
                    compatible.isEmpty() && !hasArray ? List.of(SqlType.TEXT) : compatible;
            common = CommonTypes.find(types).orElse(null);
            return common != null
                    && compatible.stream().allMatch(type -> CommonTypes.converts(type, common));
        }

        @Nullable SqlType standsFor(SqlType type) {
            return switch (type.id()) {
                case ANYELEMENT, ANYNONARRAY -> element;
                case ANYARRAY -> element == null || element.isArray() ? null : element.array();
                case ANYCOMPATIBLE -> common;
                case ANYCOMPATIBLEARRAY ->
                        common == null || common.isArray() ? null : common.array();
                default -> type;
            };
        }
    }
}
