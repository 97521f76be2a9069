package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Operator;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.SortKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// LIMIT, OFFSET and FETCH, in any order.
final class Limits {

    private final Grammar grammar;
    private final Tokens tokens;
    private @Nullable Expression limit;
    private @Nullable Expression offset;
    private boolean withTies;

    Limits(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// How many rows at most.
    @Nullable Expression limit() {
        return limit;
    }

    /// How many rows are left out first.
    @Nullable Expression offset() {
        return offset;
    }

    /// Whether rows equal to the last one come along.
    boolean withTies() {
        return withTies;
    }

    /// Takes as many of the clauses as come next.
    boolean accept() {
        boolean any = false;
        while (true) {
            if (limit == null && tokens.at("limit")) {
                readLimit();
            } else if (limit == null && tokens.at("fetch")) {
                fetch();
            } else if (offset == null && tokens.accept("offset")) {
                offset = grammar.expressions.expression();
                if (tokens.atAny("row", "rows")) {
                    tokens.take();
                }
            } else {
                return any;
            }
            any = true;
        }
    }

    /// Refuses what does not go together.
    void check(List<SortKey> orderBy, List<Query.Locking> locking) {
        if (!withTies) {
            return;
        }
        if (orderBy.isEmpty()) {
            throw Tokens.syntaxError(0, "WITH TIES cannot be specified without ORDER BY clause");
        }
        for (Query.Locking lock : locking) {
            if (lock.waiting() == Query.Waiting.SKIP_LOCKED) {
                throw Tokens.syntaxError(
                        0, "SKIP LOCKED and WITH TIES options cannot be used together");
            }
        }
    }

    private void readLimit() {
        int clause = tokens.take().position();
        int at = tokens.position();
        limit =
                tokens.accept("all")
                        ? new Expression.NullLiteral(at)
                        : grammar.expressions.expression();
        if (tokens.at(",")) {
            throw dev.isochron.sql.error.SqlError.of(
                            dev.isochron.sql.error.SqlCode.SYNTAX_ERROR,
                            "LIMIT #,# syntax is not supported")
                    .withPosition(clause)
                    .withHint("Use separate LIMIT and OFFSET clauses.")
                    .exception();
        }
    }

    private void fetch() {
        int at = tokens.take().position();
        tokens.expectAny("first", "next");
        if (tokens.atAny("row", "rows")) {
            limit = new Expression.NumberLiteral("1", at);
        } else {
            limit = count();
        }
        tokens.expectAny("row", "rows");
        if (tokens.accept("with")) {
            tokens.expect("ties");
            withTies = true;
        } else {
            tokens.expect("only");
        }
    }

    private Expression count() {
        if (tokens.atAny("+", "-")) {
            Token sign = tokens.take();
            return new Expression.Unary(
                    Operator.of(sign.text(), sign.position()), grammar.operands.operand());
        }
        return grammar.operands.operand();
    }
}
