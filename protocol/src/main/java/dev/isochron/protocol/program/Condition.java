package dev.isochron.protocol.program;

import java.util.List;

/// A condition on one row: true, false or, as something is null, unknown.
public sealed interface Condition {

    /// Unknown if one side is null.
    record Compare(Relation relation, Term left, Term right) implements Condition {}

    /// Whether a term is null.
    record Missing(Term term) implements Condition {}

    /// Whether a term is equal to one of several; unknown if it is to none, and one is null.
    record Among(Term term, List<Term.Constant> items) implements Condition {
        public Among {
            items = List.copyOf(items);
            if (items.isEmpty()) {
                throw new IllegalArgumentException("nothing is among nothing");
            }
        }
    }

    /// Whether a term is true.
    record Holds(Term term) implements Condition {}

    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    record Not(Condition of) implements Condition {}

    /// The six ways to compare.
    enum Relation {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
            };
        }
    }
}
