package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// True if all are: the first that is false decides, and unknown comes after that.
public record And(List<Expression> terms) implements Expression {

    public And {
        terms = List.copyOf(terms);
    }

    @Override
    public SqlType type() {
        return SqlType.BOOL;
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        boolean unknown = false;
        for (Expression term : terms) {
            Value value = term.evaluate(row, env);
            if (Truth.isFalse(value)) {
                return value;
            }
            unknown |= value.isNull();
        }
        return unknown ? Truth.UNKNOWN : Truth.TRUE;
    }

    @Override
    public List<Expression> children() {
        return terms;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new And(children);
    }

    /// Of two, with the terms of both side by side where they are of this kind themselves.
    public static Expression of(Expression left, Expression right) {
        List<Expression> terms = new ArrayList<>();
        addTerms(left, terms);
        addTerms(right, terms);
        return new And(terms);
    }

    private static void addTerms(Expression from, List<Expression> terms) {
        if (from instanceof And(List<Expression> own)) {
            terms.addAll(own);
        } else {
            terms.add(from);
        }
    }
}
