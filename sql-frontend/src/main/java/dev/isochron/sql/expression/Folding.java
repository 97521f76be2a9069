package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlException;
import java.util.ArrayList;
import java.util.List;

/// Evaluates beforehand what does not depend on a row.
///
/// Only what is immutable is touched, so the result may be kept as long as the statement. What
/// would fail is left as it stands, because it may never be reached.
public final class Folding {

    private static final Value[] NO_ROW = {};

    private Folding() {}

    /// The same expression with constants for what is constant.
    public static Expression fold(Expression expression, Env env) {
        return Expressions.rewrite(expression, node -> foldOne(node, env));
    }

    private static Expression foldOne(Expression node, Env env) {
        return switch (node) {
            case And(List<Expression> terms) -> foldTerms(terms, false);
            case Or(List<Expression> terms) -> foldTerms(terms, true);
            case Case it -> foldCase(it);
            case Constant it -> it;
            case ColumnReference it -> it;
            case SetCall it -> it;
            case AggregateCall it -> it;
            case WindowCall it -> it;
            default -> evaluateIfConstant(node, env);
        };
    }

    private static Expression evaluateIfConstant(Expression node, Env env) {
        boolean isConstant =
                node.ownVolatility() == Volatility.IMMUTABLE
                        && node.children().stream().allMatch(Constant.class::isInstance);
        if (!isConstant) {
            return node;
        }
        try {
            return new Constant(node.evaluate(NO_ROW, env), node.type());
        } catch (SqlException _) {
            return node;
        }
    }

    /// @param decisive the truth that decides whatever the other terms are
    private static Expression foldTerms(List<Expression> terms, boolean decisive) {
        List<Expression> open = new ArrayList<>();
        for (Expression term : terms) {
            if (term instanceof Constant constant && !constant.isNull()) {
                if (Truth.isTrue(constant.value()) == decisive) {
                    return open.isEmpty() ? constant : withLast(open, constant, decisive);
                }
            } else {
                open.add(term);
            }
        }
        return joined(open, decisive);
    }

    /// What stands before the decisive term matters only if it can fail, or has effects.
    private static Expression withLast(List<Expression> open, Constant constant, boolean decisive) {
        boolean isReliable =
                open.stream()
                        .allMatch(term -> Expressions.volatilityOf(term) != Volatility.VOLATILE);
        if (isReliable) {
            return constant;
        }
        open.add(constant);
        return joined(open, decisive);
    }

    private static Expression joined(List<Expression> open, boolean decisive) {
        return switch (open.size()) {
            case 0 -> Constant.of(!decisive);
            case 1 -> open.getFirst();
            default -> decisive ? new Or(open) : new And(open);
        };
    }

    private static Expression foldCase(Case it) {
        List<Case.Arm> arms = new ArrayList<>();
        for (Case.Arm arm : it.arms()) {
            if (!(arm.condition() instanceof Constant(Value value, _))) {
                arms.add(arm);
            } else if (Truth.isTrue(value)) {
                return arms.isEmpty() ? arm.result() : new Case(arms, arm.result(), it.type());
            }
        }
        return arms.isEmpty() ? it.otherwise() : new Case(arms, it.otherwise(), it.type());
    }
}
