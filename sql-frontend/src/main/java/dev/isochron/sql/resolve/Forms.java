package dev.isochron.sql.resolve;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.CastContext;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.And;
import dev.isochron.sql.expression.AnyElement;
import dev.isochron.sql.expression.ArrayOf;
import dev.isochron.sql.expression.Call;
import dev.isochron.sql.expression.Case;
import dev.isochron.sql.expression.Coalesce;
import dev.isochron.sql.expression.Comparison;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.DistinctTest;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Extreme;
import dev.isochron.sql.expression.InList;
import dev.isochron.sql.expression.Not;
import dev.isochron.sql.expression.NullIf;
import dev.isochron.sql.expression.Or;
import dev.isochron.sql.expression.Ordering;
import dev.isochron.sql.expression.RowComparison;
import dev.isochron.sql.expression.Slice;
import dev.isochron.sql.expression.Subscript;
import dev.isochron.sql.expression.TruthTest;
import dev.isochron.sql.format.Numerics;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The forms of expressions that are no calls, with rules for their types.
public final class Forms {

    /// Characters of the longest `bigint`, with its sign.
    private static final int MAX_WHOLE = 20;

    private final Resolver resolver;
    private final Coercion coercion;

    Forms(Resolver resolver, Coercion coercion) {
        this.resolver = resolver;
        this.coercion = coercion;
    }

    /// A number as it was written, perhaps with a minus before it: `integer` if it fits, else
    /// `bigint`, else `numeric`.
    public static Constant number(String digits) {
        if (digits.length() <= MAX_WHOLE
                && digits.chars().allMatch(c -> c >= '-' && c <= '9' && c != '.' && c != '/')) {
            BigDecimal number = new BigDecimal(digits);
            if (number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
                    && number.compareTo(BigDecimal.valueOf(Integer.MIN_VALUE)) >= 0) {
                return new Constant(Value.of(number.longValue()), SqlType.INT4);
            }
            if (number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                    && number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0) {
                return new Constant(Value.of(number.longValue()), SqlType.INT8);
            }
        }
        return new Constant(Numerics.read(digits), SqlType.NUMERIC);
    }

    /// `left AND right`.
    public Expression and(Expression left, Expression right) {
        return And.of(resolver.condition(left, "AND"), resolver.condition(right, "AND"));
    }

    /// `left OR right`.
    public Expression or(Expression left, Expression right) {
        return Or.of(resolver.condition(left, "OR"), resolver.condition(right, "OR"));
    }

    /// `NOT operand`.
    public Expression not(Expression operand) {
        return new Not(resolver.condition(operand, "NOT"));
    }

    /// `IS TRUE`, `IS FALSE`, `IS UNKNOWN`.
    ///
    /// @param expected null for unknown
    public Expression truth(Expression operand, @Nullable Boolean expected, boolean negated) {
        String name = expected == null ? "UNKNOWN" : expected ? "TRUE" : "FALSE";
        String clause = (negated ? "IS NOT " : "IS ") + name;
        return new TruthTest(resolver.condition(operand, clause), expected, negated);
    }

    /// `IS DISTINCT FROM`, or `IS NOT DISTINCT FROM` if negated.
    public Expression distinct(Expression left, Expression right, boolean negated) {
        Call equal = resolver.equal(left, right);
        List<Expression> sides = equal.arguments();
        return new DistinctTest(equal.routine(), sides.getFirst(), sides.getLast(), negated);
    }

    /// `operand IN (items)`, or `NOT IN` if negated.
    public Expression in(Expression operand, List<Expression> items, boolean negated) {
        List<Expression> all = new ArrayList<>();
        all.add(operand);
        all.addAll(items);
        Optional<SqlType> common = CommonTypes.of(all);
        boolean allConvert =
                common.isPresent()
                        && all.stream()
                                .allMatch(each -> CommonTypes.converts(each.type(), common.get()));
        if (!allConvert) {
            return inByOne(operand, items, negated);
        }
        SqlType type = common.orElseThrow().withoutModifier();
        List<Expression> converted =
                items.stream().map(item -> resolver.toCommon(item, type, "IN")).toList();
        // The operand stays as it is: the operator may be one of two types.
        Call equal = resolver.equal(operand, converted.getFirst());
        return new InList(
                equal.routine(),
                equal.arguments().getFirst(),
                asOperands(equal, converted),
                negated);
    }

    /// The items as the operator takes them, such as a `varchar` as a text.
    private List<Expression> asOperands(Call equal, List<Expression> items) {
        SqlType wanted = equal.arguments().getLast().type();
        return items.stream()
                .map(item ->
                        item.type().isSameAs(wanted)
                                ? item
                                : resolver.toCommon(item, wanted.withoutModifier(), "IN"))
                .toList();
    }

    private Expression inByOne(Expression operand, List<Expression> items, boolean negated) {
        List<Expression> terms = new ArrayList<>();
        for (Expression item : items) {
            terms.add(resolver.operator(negated ? "<>" : "=", operand, item));
        }
        return negated ? new And(terms) : new Or(terms);
    }

    /// `operand op ANY (array)`, or `ALL`.
    public Expression any(String symbol, Expression operand, Expression array, boolean all) {
        Expression elements = array;
        if (array.type().is(TypeId.UNKNOWN)) {
            SqlType element = coercion.known(operand).type().withoutModifier();
            elements = resolver.toCommon(array, element.array(), "ANY");
        }
        SqlType element =
                elements.type()
                        .element()
                        .orElseThrow(() ->
                                SqlException.of(
                                        SqlCode.WRONG_OBJECT_TYPE,
                                        "op ANY/ALL (array) requires array on right side"));
        Expression probe = new Constant(Value.Null.NULL, element);
        if (!(resolver.operator(symbol, operand, probe) instanceof Call call)
                || !call.type().is(TypeId.BOOL)) {
            throw SqlException.of(
                    SqlCode.WRONG_OBJECT_TYPE,
                    "op ANY/ALL (array) requires operator to yield boolean");
        }
        SqlType wanted = call.arguments().getLast().type().withoutModifier();
        Expression converted =
                wanted.isSameAs(element)
                        ? elements
                        : coercion.convert(elements, wanted.array(), CastContext.IMPLICIT)
                                .orElse(elements);
        return new AnyElement(call.routine(), call.arguments().getFirst(), converted, all);
    }

    /// `(a, b) op (c, d)`.
    public Expression rows(Comparison comparison, List<Expression> left, List<Expression> right) {
        if (left.size() != right.size()) {
            throw SqlException.of(
                    SqlCode.SYNTAX_ERROR, "unequal number of entries in row expressions");
        }
        List<Call> equals = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            equals.add((Call) resolver.operator(comparison.operator(), left.get(i), right.get(i)));
        }
        if (comparison == Comparison.EQUAL) {
            return equals.size() == 1 ? equals.getFirst() : new And(List.copyOf(equals));
        }
        if (comparison == Comparison.NOT_EQUAL) {
            return equals.size() == 1 ? equals.getFirst() : new Or(List.copyOf(equals));
        }
        return ordered(comparison, left, right);
    }

    private Expression ordered(
            Comparison comparison, List<Expression> left, List<Expression> right) {
        List<Expression> ours = new ArrayList<>();
        List<Expression> theirs = new ArrayList<>();
        List<Ordering> orders = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            SqlType type =
                    resolver.commonType("ROW", List.of(left.get(i), right.get(i)))
                            .withoutModifier();
            ours.add(resolver.toCommon(left.get(i), type, "ROW"));
            theirs.add(resolver.toCommon(right.get(i), type, "ROW"));
            orders.add(Resolver.ordering(type));
        }
        return new RowComparison(comparison, orders, ours, theirs);
    }

    /// `CASE WHEN … THEN … ELSE … END`.
    ///
    /// @param conditions as many as results
    /// @param otherwise null if it was left out
    public Expression caseOf(
            List<Expression> conditions, List<Expression> results, @Nullable Expression otherwise) {
        List<Expression> all = new ArrayList<>();
        // PostgreSQL looks at the last alternative first.
        if (otherwise != null) {
            all.add(otherwise);
        }
        all.addAll(results);
        SqlType type = resolver.commonType("CASE", all);
        List<Case.Arm> arms = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            arms.add(
                    new Case.Arm(
                            resolver.condition(conditions.get(i), "CASE/WHEN"),
                            resolver.toCommon(results.get(i), type, "CASE/WHEN")));
        }
        Expression last =
                otherwise == null
                        ? Constant.ofNull(type)
                        : resolver.toCommon(otherwise, type, "CASE/ELSE");
        return new Case(arms, last, type);
    }

    /// `COALESCE (…)`.
    public Expression coalesce(List<Expression> operands) {
        SqlType type = resolver.commonType("COALESCE", operands);
        return new Coalesce(common(operands, type, "COALESCE"), type);
    }

    /// `GREATEST (…)` or `LEAST (…)`.
    public Expression extreme(List<Expression> operands, boolean greatest) {
        String name = greatest ? "GREATEST" : "LEAST";
        SqlType type = resolver.commonType(name, operands);
        return new Extreme(common(operands, type, name), greatest, Resolver.ordering(type), type);
    }

    private List<Expression> common(List<Expression> operands, SqlType type, String context) {
        return operands.stream().map(each -> resolver.toCommon(each, type, context)).toList();
    }

    /// `NULLIF (first, second)`.
    public Expression nullIf(Expression first, Expression second) {
        Call equal = resolver.equal(first, second);
        return new NullIf(
                equal.routine(), equal.arguments().getFirst(), equal.arguments().getLast());
    }

    /// `ARRAY[…]`.
    ///
    /// @param wanted the type it is cast to, or null: then the elements decide
    public Expression array(List<Expression> elements, @Nullable SqlType wanted) {
        if (wanted != null && wanted.isArray()) {
            SqlType element = wanted.element().orElseThrow();
            return new ArrayOf(
                    elements.stream().map(each -> resolver.cast(each, element)).toList(), wanted);
        }
        if (elements.isEmpty()) {
            throw SqlError.of(
                            SqlCode.INDETERMINATE_DATATYPE, "cannot determine type of empty array")
                    .withHint(
                            "Explicitly cast to the desired type, for example ARRAY[]::integer[].")
                    .exception();
        }
        SqlType type = resolver.commonType("ARRAY", elements);
        if (type.isArray()) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "arrays of more than one dimension are not supported");
        }
        return new ArrayOf(common(elements, type, "ARRAY"), type.array());
    }

    /// `array[index]`.
    public Expression subscript(Expression array, Expression index) {
        if (array.type().is(TypeId.JSONB)) {
            return resolver.operator("->", array, index);
        }
        SqlType element = elementOf(array);
        Expression at = subscriptOf(index);
        int first = array.type().isArray() ? 1 : 0;
        return new Subscript(array, at, element, first);
    }

    /// `array[lower:upper]`.
    ///
    /// @param lower null if it was left out
    /// @param upper null if it was left out
    public Expression slice(
            Expression array, @Nullable Expression lower, @Nullable Expression upper) {
        elementOf(array);
        return new Slice(
                array,
                lower == null ? Slice.OPEN : subscriptOf(lower),
                upper == null ? Slice.OPEN : subscriptOf(upper),
                array.type());
    }

    private static SqlType elementOf(Expression array) {
        return array.type()
                .element()
                .orElseThrow(() ->
                        Refusals.mismatch(
                                "cannot subscript type %s because it does not support subscripting"
                                        .formatted(array.type().displayName())));
    }

    private Expression subscriptOf(Expression index) {
        return coercion.convert(index, SqlType.INT4, CastContext.ASSIGNMENT)
                .orElseThrow(() -> Refusals.mismatch("array subscript must have type integer"));
    }
}
