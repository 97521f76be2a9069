package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that has a value.
public sealed interface Expression extends Node
        permits Expression.NullLiteral,
                Expression.BooleanLiteral,
                Expression.NumberLiteral,
                Expression.StringLiteral,
                Expression.TypedLiteral,
                Expression.Parameter,
                Expression.DefaultValue,
                Expression.ColumnReference,
                Expression.Star,
                Expression.FieldSelection,
                Expression.Subscript,
                Expression.Unary,
                Expression.Binary,
                Expression.And,
                Expression.Or,
                Expression.Not,
                Expression.Cast,
                Expression.Collate,
                Expression.FunctionCall,
                Expression.NamedArgument,
                Expression.Coalesce,
                Expression.NullIf,
                Expression.Extreme,
                Expression.SystemValue,
                Expression.Case,
                Expression.ArrayOf,
                Expression.RowOf,
                Predicate,
                SubqueryExpression {

    /// Where its text begins, which may be in its first operand: PostgreSQL points there where it
    /// means the whole expression.
    default int start() {
        return switch (this) {
            case FieldSelection field -> field.base().start();
            case Subscript subscript -> subscript.base().start();
            case Binary binary -> binary.left().start();
            case And and -> and.terms().getFirst().start();
            case Or or -> or.terms().getFirst().start();
            case Cast cast -> Math.min(cast.position(), cast.operand().start());
            case Collate collate -> collate.operand().start();
            case Predicate.IsNull test -> test.operand().start();
            case Predicate.IsTruth test -> test.operand().start();
            case Predicate.IsDistinctFrom test -> test.left().start();
            case Predicate.Between between -> between.operand().start();
            case Predicate.Like like -> like.operand().start();
            case Predicate.InValues in -> in.operand().start();
            case Predicate.QuantifiedArray any -> any.operand().start();
            case SubqueryExpression.InQuery in -> in.operand().start();
            case SubqueryExpression.Quantified any -> any.operand().start();
            default -> position();
        };
    }

    /// NULL.
    record NullLiteral(int position) implements Expression {}

    /// TRUE or FALSE.
    record BooleanLiteral(boolean value, int position) implements Expression {}

    /// A number without a sign.
    ///
    /// @param text digits, with a point or an exponent if it is no whole number
    record NumberLiteral(String text, int position) implements Expression {

        /// Whether only digits were written; it may still be too large for any integer type.
        public boolean isWhole() {
            return text.chars().allMatch(c -> c >= '0' && c <= '9');
        }
    }

    /// A string whose type its surroundings decide.
    record StringLiteral(String text, int position) implements Expression {}

    /// A string with its type before it: `date '2026-01-31'`.
    ///
    /// @param position of the string
    record TypedLiteral(TypeName type, String text, int position) implements Expression {}

    /// `$n`.
    record Parameter(int number, int position) implements Expression {}

    /// DEFAULT where a value of a column is expected.
    record DefaultValue(int position) implements Expression {}

    /// A column, perhaps with table, schema and catalog: `t.c`.
    ///
    /// @param names outermost first, at least one
    record ColumnReference(List<Name> names, int position) implements Expression {

        /// The innermost name.
        public Name last() {
            return names.getLast();
        }
    }

    /// `*` or `t.*`.
    ///
    /// @param qualifier empty for `*` alone
    record Star(List<Name> qualifier, int position) implements Expression {}

    /// A field of a composite value: `(x).field`.
    ///
    /// @param field null for `(x).*`
    record FieldSelection(Expression base, @Nullable Name field, int position)
            implements Expression {}

    /// An element or a slice of an array; one entry a pair of brackets.
    record Subscript(Expression base, List<Bracket> brackets, int position) implements Expression {}

    /// A pair of brackets.
    sealed interface Bracket {

        /// `[index]`.
        record Index(Expression index) implements Bracket {}

        /// `[lower:upper]`, each of which may be left out.
        record Slice(@Nullable Expression lower, @Nullable Expression upper) implements Bracket {}
    }

    /// An operator before its operand.
    record Unary(Operator operator, Expression operand) implements Expression {

        @Override
        public int position() {
            return operator.position();
        }
    }

    /// An operator between its operands; also LIKE's kin without ESCAPE are not here but in
    /// [Predicate.Like].
    record Binary(Operator operator, Expression left, Expression right) implements Expression {

        @Override
        public int position() {
            return operator.position();
        }
    }

    /// All of at least two conditions.
    record And(List<Expression> terms, int position) implements Expression {}

    /// Any of at least two conditions.
    record Or(List<Expression> terms, int position) implements Expression {}

    /// NOT.
    record Not(Expression operand, int position) implements Expression {}

    /// CAST(x AS type) or x::type.
    record Cast(Expression operand, TypeName type, int position) implements Expression {}

    /// `x COLLATE name`.
    record Collate(Expression operand, QualifiedName collation, int position)
            implements Expression {}

    /// A call of a function or an aggregate.
    ///
    /// @param filter the condition of FILTER (WHERE …)
    /// @param over the window of OVER
    /// @param spelling how it was written; the meaning is in name and arguments
    record FunctionCall(
            QualifiedName name,
            Arguments arguments,
            @Nullable Expression filter,
            @Nullable Window over,
            Spelling spelling,
            int position)
            implements Expression {

        /// A plain call.
        public static FunctionCall of(QualifiedName name, List<Expression> arguments, int at) {
            return new FunctionCall(name, Arguments.of(arguments), null, null, Spelling.PLAIN, at);
        }
    }

    /// What stands in a call's parentheses.
    ///
    /// @param star whether it was `(*)`
    /// @param distinct whether DISTINCT was written
    /// @param variadic whether VARIADIC stood before the last one
    /// @param orderBy how an aggregate sorts its input; with `withinGroup` what it is given
    record Arguments(
            List<Expression> values,
            boolean star,
            boolean distinct,
            boolean variadic,
            List<SortKey> orderBy,
            boolean withinGroup) {

        /// Values alone.
        public static Arguments of(List<Expression> values) {
            return new Arguments(values, false, false, false, List.of(), false);
        }
    }

    /// Functions that SQL writes in words of its own.
    enum Spelling {
        PLAIN,
        EXTRACT,
        POSITION,
        SUBSTRING,
        SUBSTRING_SIMILAR,
        OVERLAY,
        TRIM,
        AT_TIME_ZONE,
        OVERLAPS,
        COLLATION_FOR,
        NORMALIZE,
        IS_NORMALIZED
    }

    /// `name => value` in a call.
    record NamedArgument(Name name, Expression value) implements Expression {

        @Override
        public int position() {
            return name.position();
        }
    }

    /// COALESCE.
    record Coalesce(List<Expression> values, int position) implements Expression {}

    /// NULLIF.
    record NullIf(Expression left, Expression right, int position) implements Expression {}

    /// GREATEST or LEAST.
    record Extreme(boolean greatest, List<Expression> values, int position) implements Expression {}

    /// A function without parentheses.
    ///
    /// @param precision digits of a second, or null if none were asked for
    record SystemValue(Which which, @Nullable Integer precision, int position)
            implements Expression {

        /// The functions without parentheses.
        public enum Which {
            CURRENT_DATE,
            CURRENT_TIME,
            CURRENT_TIMESTAMP,
            LOCALTIME,
            LOCALTIMESTAMP,
            CURRENT_USER,
            CURRENT_ROLE,
            SESSION_USER,
            USER,
            CURRENT_CATALOG,
            CURRENT_SCHEMA
        }
    }

    /// CASE.
    ///
    /// @param operand what the branches are compared with, if it was written
    record Case(
            @Nullable Expression operand,
            List<Branch> branches,
            @Nullable Expression otherwise,
            int position)
            implements Expression {}

    /// WHEN … THEN ….
    record Branch(Expression when, Expression then) {}

    /// ARRAY[…]; elements may be arrays without the word, at least one if not at the top.
    record ArrayOf(List<Expression> elements, int position) implements Expression {}

    /// ROW(…) or (a, b, …).
    ///
    /// @param explicit whether ROW was written
    record RowOf(List<Expression> fields, boolean explicit, int position) implements Expression {}
}
