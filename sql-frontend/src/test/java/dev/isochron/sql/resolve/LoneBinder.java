package dev.isochron.sql.resolve;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.NullTest;
import dev.isochron.sql.tree.Expression.And;
import dev.isochron.sql.tree.Expression.ArrayOf;
import dev.isochron.sql.tree.Expression.Binary;
import dev.isochron.sql.tree.Expression.BooleanLiteral;
import dev.isochron.sql.tree.Expression.Bracket;
import dev.isochron.sql.tree.Expression.Branch;
import dev.isochron.sql.tree.Expression.Case;
import dev.isochron.sql.tree.Expression.Cast;
import dev.isochron.sql.tree.Expression.Coalesce;
import dev.isochron.sql.tree.Expression.Extreme;
import dev.isochron.sql.tree.Expression.FunctionCall;
import dev.isochron.sql.tree.Expression.Not;
import dev.isochron.sql.tree.Expression.NullIf;
import dev.isochron.sql.tree.Expression.NullLiteral;
import dev.isochron.sql.tree.Expression.NumberLiteral;
import dev.isochron.sql.tree.Expression.Or;
import dev.isochron.sql.tree.Expression.StringLiteral;
import dev.isochron.sql.tree.Expression.Subscript;
import dev.isochron.sql.tree.Expression.TypedLiteral;
import dev.isochron.sql.tree.Expression.Unary;
import dev.isochron.sql.tree.Predicate;
import dev.isochron.sql.tree.TypeName;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeModifiers;
import dev.isochron.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binds expressions without columns.
final class LoneBinder {

    private final Resolver resolver;

    LoneBinder(Resolver resolver) {
        this.resolver = resolver;
    }

    private List<Expression> all(List<dev.isochron.sql.tree.Expression> trees) {
        return trees.stream().map(this::bind).toList();
    }

    private @Nullable Expression maybe(dev.isochron.sql.tree.@Nullable Expression tree) {
        return tree == null ? null : bind(tree);
    }

    Expression bind(dev.isochron.sql.tree.Expression tree) {
        Forms forms = resolver.forms();
        return switch (tree) {
            case NullLiteral _ -> new Constant(Value.Null.NULL, SqlType.UNKNOWN);
            case BooleanLiteral literal -> Constant.of(literal.value());
            case NumberLiteral literal -> Forms.number(literal.text());
            case StringLiteral literal -> Constant.ofLiteral(literal.text());
            case TypedLiteral literal ->
                    resolver.cast(Constant.ofLiteral(literal.text()), type(literal.type()));
            case Unary it
                    when it.operator().symbol().equals("-")
                            && it.operand() instanceof NumberLiteral(String digits, _) ->
                    Forms.number("-" + digits);
            case Unary it -> resolver.prefix(it.operator().symbol(), bind(it.operand()));
            case Binary it ->
                    resolver.operator(it.operator().symbol(), bind(it.left()), bind(it.right()));
            case And it -> all(it.terms()).stream().reduce(forms::and).orElseThrow();
            case Or it -> all(it.terms()).stream().reduce(forms::or).orElseThrow();
            case Not it -> forms.not(bind(it.operand()));
            case Cast it -> cast(it);
            case FunctionCall it -> call(it);
            case Coalesce it -> forms.coalesce(all(it.values()));
            case NullIf it -> forms.nullIf(bind(it.left()), bind(it.right()));
            case Extreme it -> forms.extreme(all(it.values()), it.greatest());
            case Case it -> caseOf(it);
            case ArrayOf it -> forms.array(all(it.elements()), null);
            case Subscript it -> subscript(it);
            case Predicate it -> predicate(it);
            default -> throw new IllegalArgumentException("not here: " + tree);
        };
    }

    private Expression cast(Cast it) {
        SqlType wanted = type(it.type());
        return it.operand() instanceof ArrayOf array && wanted.isArray()
                ? resolver.forms().array(all(array.elements()), wanted)
                : resolver.cast(bind(it.operand()), wanted);
    }

    private Expression call(FunctionCall it) {
        List<Expression> arguments = all(it.arguments().values());
        return it.arguments().variadic()
                ? resolver.functionOfArray(it.name().text(), arguments)
                : resolver.function(it.name().text(), arguments);
    }

    private Expression caseOf(Case it) {
        Expression operand = maybe(it.operand());
        List<Expression> conditions = new ArrayList<>();
        for (Branch branch : it.branches()) {
            Expression when = bind(branch.when());
            conditions.add(operand == null ? when : resolver.operator("=", operand, when));
        }
        List<Expression> results =
                it.branches().stream().map(Branch::then).map(this::bind).toList();
        Expression otherwise = maybe(it.otherwise());
        return resolver.forms().caseOf(conditions, results, otherwise);
    }

    private Expression subscript(Subscript it) {
        Expression base = bind(it.base());
        for (Bracket bracket : it.brackets()) {
            base =
                    switch (bracket) {
                        case Bracket.Index(var index) ->
                                resolver.forms().subscript(base, bind(index));
                        case Bracket.Slice(var lower, var upper) ->
                                resolver.forms().slice(base, maybe(lower), maybe(upper));
                    };
        }
        return base;
    }

    private Expression predicate(Predicate tree) {
        Forms forms = resolver.forms();
        return switch (tree) {
            case Predicate.IsNull it ->
                    new NullTest(resolver.known(bind(it.operand())), it.negated());
            case Predicate.IsTruth it ->
                    forms.truth(
                            bind(it.operand()),
                            switch (it.truth()) {
                                case TRUE -> Boolean.TRUE;
                                case FALSE -> Boolean.FALSE;
                                case UNKNOWN -> null;
                            },
                            it.negated());
            case Predicate.IsDistinctFrom it ->
                    forms.distinct(bind(it.left()), bind(it.right()), it.negated());
            case Predicate.InValues it ->
                    forms.in(bind(it.operand()), all(it.values()), it.negated());
            case Predicate.QuantifiedArray it ->
                    forms.any(
                            it.operator().symbol(), bind(it.operand()), bind(it.array()), it.all());
            case Predicate.Like it -> like(it);
            case Predicate.Between it -> between(it);
        };
    }

    private Expression like(Predicate.Like it) {
        Expression pattern = bind(it.pattern());
        Expression escape = maybe(it.escape());
        boolean similar = it.style() == Predicate.Style.SIMILAR;
        if (escape != null || similar) {
            String function = similar ? "similar_to_escape" : "like_escape";
            pattern =
                    resolver.function(
                            function, escape == null ? List.of(pattern) : List.of(pattern, escape));
        }
        return resolver.operator(it.symbol(), bind(it.operand()), pattern);
    }

    private Expression between(Predicate.Between it) {
        Expression operand = bind(it.operand());
        Expression both =
                resolver.forms()
                        .and(
                                resolver.operator(">=", operand, bind(it.low())),
                                resolver.operator("<=", operand, bind(it.high())));
        return it.negated() ? resolver.forms().not(both) : both;
    }

    private static SqlType type(TypeName written) {
        SqlType type =
                TypeNames.find(written.name().text())
                        .orElseThrow(() ->
                                SqlException.of(
                                        SqlCode.UNDEFINED_OBJECT,
                                        "type \"" + written.name().text() + "\" does not exist"));
        SqlType modified = TypeModifiers.apply(type, written.modifiers());
        return written.dimensions() > 0 ? modified.array() : modified;
    }
}
