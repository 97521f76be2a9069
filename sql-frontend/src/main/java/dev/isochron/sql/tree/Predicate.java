package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition that SQL writes in words.
public sealed interface Predicate extends Expression {

    /// IS `[NOT]` NULL.
    record IsNull(Expression operand, boolean negated, int position) implements Predicate {}

    /// IS `[NOT]` TRUE, FALSE or UNKNOWN.
    record IsTruth(Expression operand, Truth truth, boolean negated, int position)
            implements Predicate {}

    /// The three truths.
    enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }

    /// IS `[NOT]` DISTINCT FROM.
    record IsDistinctFrom(Expression left, Expression right, boolean negated, int position)
            implements Predicate {}

    /// `[NOT]` BETWEEN `[SYMMETRIC]` low AND high.
    record Between(
            Expression operand,
            Expression low,
            Expression high,
            boolean symmetric,
            boolean negated,
            int position)
            implements Predicate {}

    /// `[NOT]` LIKE, ILIKE or SIMILAR TO.
    ///
    /// @param escape what stands after ESCAPE
    record Like(
            Style style,
            Expression operand,
            Expression pattern,
            @Nullable Expression escape,
            boolean negated,
            int position)
            implements Predicate {

        /// The operator that it stands for; SIMILAR TO is a regular expression after
        /// `similar_to_escape`.
        public String symbol() {
            return style.symbol(negated);
        }
    }

    /// The kinds of patterns.
    enum Style {
        LIKE("~~"),
        ILIKE("~~*"),
        SIMILAR("~");

        private final String symbol;

        Style(String symbol) {
            this.symbol = symbol;
        }

        /// The operator's symbol.
        public String symbol(boolean negated) {
            return negated ? "!" + symbol : symbol;
        }
    }

    /// `[NOT]` IN (values).
    record InValues(Expression operand, List<Expression> values, boolean negated, int position)
            implements Predicate {}

    /// `x op ANY (array)` or `x op ALL (array)`; SOME is ANY.
    record QuantifiedArray(
            Expression operand, Operator operator, boolean all, Expression array, int position)
            implements Predicate {}
}
