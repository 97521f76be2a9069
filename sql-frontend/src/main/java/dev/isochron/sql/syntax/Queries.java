package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Operator;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.QueryBody;
import dev.isochron.sql.tree.SortKey;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.Target;
import dev.isochron.sql.tree.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Queries: SELECT, VALUES, TABLE, set operations, and what stands around them.
final class Queries {

    private final Grammar grammar;
    private final Tokens tokens;

    Queries(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// Whether a query begins here with a word.
    boolean atWord() {
        return tokens.atAny("select", "values", "with", "table") && !isColumnCalledValues();
    }

    /// VALUES is no reserved word, so it may be a column in an expression.
    private boolean isColumnCalledValues() {
        return tokens.at("values") && !tokens.peek(1).is("(");
    }

    /// Whether what follows continues a query in parentheses.
    boolean atContinuation() {
        return tokens.atAny(
                "union", "intersect", "except", "order", "limit", "offset", "fetch", "for");
    }

    /// A whole query.
    Query query() {
        Query.With with = tokens.at("with") ? with() : null;
        return afterWith(with);
    }

    /// A query whose WITH was read.
    Query afterWith(Query.@Nullable With with) {
        int at = with == null ? tokens.position() : with.position();
        tokens.enter();
        Query whole = around(with, union(operand()), at);
        tokens.leave();
        return whole;
    }

    /// A query that begins with one in parentheses, which was read.
    Query continued(Query first, int at) {
        return around(null, union(asOperand(first, at)), at);
    }

    private QueryBody union(QueryBody first) {
        QueryBody left = intersect(first);
        int height = 0;
        while (tokens.atAny("union", "except")) {
            deepen(height++);
            Token word = tokens.take();
            boolean all = quantifier();
            QueryBody right = intersect(operand());
            QueryBody.SetOperation.Kind kind =
                    word.is("union")
                            ? QueryBody.SetOperation.Kind.UNION
                            : QueryBody.SetOperation.Kind.EXCEPT;
            left = new QueryBody.SetOperation(kind, all, left, right, word.position());
        }
        return left;
    }

    private QueryBody intersect(QueryBody first) {
        QueryBody left = first;
        int height = 0;
        while (tokens.at("intersect")) {
            deepen(height++);
            Token word = tokens.take();
            boolean all = quantifier();
            QueryBody right = operand();
            left =
                    new QueryBody.SetOperation(
                            QueryBody.SetOperation.Kind.INTERSECT,
                            all,
                            left,
                            right,
                            word.position());
        }
        return left;
    }

    private void deepen(int height) {
        if (height >= Tokens.MAX_HEIGHT) {
            throw tokens.tooDeep();
        }
    }

    private boolean quantifier() {
        if (tokens.accept("all")) {
            return true;
        }
        tokens.accept("distinct");
        return false;
    }

    private QueryBody operand() {
        Token token = tokens.peek();
        if (!token.kind().isFixed()) {
            throw tokens.unexpected();
        }
        return switch (token.text()) {
            case "select" -> select();
            case "values" -> values();
            case "table" -> table();
            case "(" -> {
                Query query = inParentheses();
                yield asOperand(query, token.position());
            }
            default -> throw tokens.unexpected();
        };
    }

    private Query inParentheses() {
        tokens.expect("(");
        Query query = query();
        tokens.expect(")");
        return query;
    }

    private static QueryBody asOperand(Query query, int at) {
        return query.isPlain() ? query.body() : new QueryBody.Nested(query, at);
    }

    /// What stands around a body that was read.
    private Query around(Query.@Nullable With with, QueryBody body, int at) {
        List<SortKey> orderBy = tokens.at("order") ? orderBy() : List.of();
        List<Query.Locking> locking = new ArrayList<>();
        Limits limits = new Limits(grammar);
        boolean more = true;
        while (more) {
            more = limits.accept();
            while (tokens.at("for")) {
                more = true;
                if (tokens.accept("for", "read", "only")) {
                    locking.clear();
                } else {
                    locking.add(locking());
                }
            }
        }
        limits.check(orderBy, locking);
        Query outer =
                new Query(
                        with,
                        body,
                        orderBy,
                        limits.limit(),
                        limits.offset(),
                        limits.withTies(),
                        List.copyOf(locking),
                        at);
        return body instanceof QueryBody.Nested(var inner, _) ? merged(outer, inner) : outer;
    }

    /// One query of two where the inner one is all that the outer one has for a body.
    private static Query merged(Query outer, Query inner) {
        refuseBoth(
                !outer.orderBy().isEmpty() && !inner.orderBy().isEmpty(),
                "multiple ORDER BY clauses not allowed",
                outer.orderBy().isEmpty() ? 0 : outer.orderBy().getFirst().position());
        refuseBoth(
                outer.offset() != null && inner.offset() != null,
                "multiple OFFSET clauses not allowed",
                outer.offset() == null ? 0 : outer.offset().position());
        refuseBoth(
                outer.limit() != null && inner.limit() != null,
                "multiple LIMIT clauses not allowed",
                outer.limit() == null ? 0 : outer.limit().position());
        refuseBoth(
                outer.with() != null && inner.with() != null,
                "multiple WITH clauses not allowed",
                outer.with() == null ? 0 : outer.with().position());
        List<Query.Locking> locking = new ArrayList<>(inner.locking());
        locking.addAll(outer.locking());
        return new Query(
                outer.with() != null ? outer.with() : inner.with(),
                inner.body(),
                outer.orderBy().isEmpty() ? inner.orderBy() : outer.orderBy(),
                outer.limit() != null ? outer.limit() : inner.limit(),
                outer.offset() != null ? outer.offset() : inner.offset(),
                outer.withTies() || inner.withTies(),
                List.copyOf(locking),
                outer.position());
    }

    private static void refuseBoth(boolean both, String message, int at) {
        if (both) {
            throw Tokens.syntaxError(at, message);
        }
    }

    /// WITH and its queries.
    Query.With with() {
        int at = tokens.expect("with").position();
        boolean isName = tokens.at("recursive", "as") || tokens.at("recursive", "(");
        boolean recursive = !isName && tokens.accept("recursive");
        return new Query.With(recursive, tokens.list(this::commonTable), at);
    }

    private Query.CommonTable commonTable() {
        Name name = grammar.names.column();
        List<Name> columns = grammar.names.acceptColumns();
        tokens.expect("as");
        Query.Materialization materialization = Query.Materialization.DEFAULT;
        if (tokens.accept("materialized")) {
            materialization = Query.Materialization.MATERIALIZED;
        } else if (tokens.accept("not", "materialized")) {
            materialization = Query.Materialization.NOT_MATERIALIZED;
        }
        tokens.enter();
        tokens.expect("(");
        Statement statement = grammar.statements.preparable();
        tokens.expect(")");
        tokens.leave();
        if (tokens.at("search") || tokens.at("cycle")) {
            throw Tokens.unsupported(tokens.position(), "SEARCH and CYCLE clauses");
        }
        return new Query.CommonTable(name, columns, materialization, statement);
    }

    private QueryBody select() {
        int at = tokens.take().position();
        QueryBody.Distinct distinct = new QueryBody.Distinct.All();
        boolean all = true;
        if (tokens.accept("distinct")) {
            all = false;
            distinct =
                    tokens.accept("on")
                            ? new QueryBody.Distinct.On(
                                    tokens.parenthesized(grammar.expressions::expression))
                            : new QueryBody.Distinct.Rows();
        } else {
            tokens.accept("all");
        }
        List<Target> targets = all && !atTarget() ? List.of() : targets();
        if (tokens.at("into")) {
            throw Tokens.unsupportedOne(tokens.position(), "SELECT INTO");
        }
        List<FromItem> from =
                tokens.accept("from") ? tokens.list(grammar.fromItems::item) : List.of();
        Expression asOf = asOf();
        Expression where = where();
        QueryBody.GroupBy groupBy = groupBy();
        Expression having = tokens.accept("having") ? grammar.expressions.expression() : null;
        List<Window.Named> windows = grammar.windows.clause();
        return new QueryBody.SelectBlock(
                distinct, targets, from, asOf, where, groupBy, having, windows, at);
    }

    private boolean atTarget() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case END -> false;
            case PUNCTUATION -> token.text().equals("(");
            case WORD -> !isClause(token);
            default -> true;
        };
    }

    private static boolean isClause(Token token) {
        return switch (token.text()) {
            case "into", "from", "where", "group", "having", "window", "union", "intersect" -> true;
            case "except", "order", "limit", "offset", "fetch", "for", "on", "returning" -> true;
            default -> false;
        };
    }

    /// AS OF SYSTEM TIME, if it comes next.
    @Nullable Expression asOf() {
        if (!atAsOf()) {
            return null;
        }
        tokens.expectAll("as", "of", "system", "time");
        return grammar.expressions.plain();
    }

    /// Whether AS OF SYSTEM TIME comes next, and no alias `of`.
    boolean atAsOf() {
        return tokens.at("as", "of") && tokens.peek(2).is("system") && tokens.peek(3).is("time");
    }

    /// WHERE, if it comes next.
    @Nullable Expression where() {
        return tokens.accept("where") ? grammar.expressions.expression() : null;
    }

    /// A select list, or what RETURNING gives.
    List<Target> targets() {
        return tokens.list(this::target);
    }

    private Target target() {
        if (tokens.at("*")) {
            int at = tokens.take().position();
            return new Target(new Expression.Star(List.of(), at), null);
        }
        Expression value = grammar.expressions.expression();
        if (tokens.accept("as")) {
            return new Target(value, grammar.names.label());
        }
        boolean labelled = Names.mayBeBareLabel(tokens.peek());
        return new Target(value, labelled ? grammar.names.take() : null);
    }

    private QueryBody.GroupBy groupBy() {
        if (!tokens.accept("group")) {
            return QueryBody.GroupBy.NONE;
        }
        tokens.expect("by");
        boolean distinct = tokens.accept("distinct");
        if (!distinct) {
            tokens.accept("all");
        }
        return new QueryBody.GroupBy(distinct, tokens.list(this::grouping));
    }

    private QueryBody.Grouping grouping() {
        int at = tokens.position();
        if (tokens.accept("(", ")")) {
            return new QueryBody.Grouping.Empty(at);
        }
        if (tokens.at("rollup", "(")) {
            tokens.take();
            List<Expression> values = tokens.parenthesized(grammar.expressions::expression);
            return new QueryBody.Grouping.Rollup(values, at);
        }
        if (tokens.at("cube", "(")) {
            tokens.take();
            List<Expression> values = tokens.parenthesized(grammar.expressions::expression);
            return new QueryBody.Grouping.Cube(values, at);
        }
        if (tokens.accept("grouping", "sets")) {
            tokens.enter();
            List<QueryBody.Grouping> sets = tokens.parenthesized(this::grouping);
            tokens.leave();
            return new QueryBody.Grouping.Sets(sets, at);
        }
        return new QueryBody.Grouping.Plain(grammar.expressions.expression());
    }

    /// ORDER BY and its keys.
    List<SortKey> orderBy() {
        tokens.expectAll("order", "by");
        return tokens.list(this::sortKey);
    }

    private SortKey sortKey() {
        Expression value = grammar.expressions.expression();
        Operator using = null;
        if (tokens.accept("using")) {
            if (tokens.peek().kind() != Token.Kind.OPERATOR && !tokens.at("operator", "(")) {
                throw tokens.unexpected();
            }
            using = grammar.expressions.operator();
        }
        SortKey.Direction direction = using == null ? direction() : SortKey.Direction.DEFAULT;
        return new SortKey(value, direction, nulls(), using, value.position());
    }

    /// ASC or DESC, if it comes next.
    SortKey.Direction direction() {
        if (tokens.accept("asc")) {
            return SortKey.Direction.ASCENDING;
        }
        return tokens.accept("desc") ? SortKey.Direction.DESCENDING : SortKey.Direction.DEFAULT;
    }

    /// NULLS FIRST or NULLS LAST, if it comes next.
    SortKey.Nulls nulls() {
        if (tokens.accept("nulls", "first")) {
            return SortKey.Nulls.FIRST;
        }
        return tokens.accept("nulls", "last") ? SortKey.Nulls.LAST : SortKey.Nulls.DEFAULT;
    }

    private QueryBody values() {
        return rows(tokens.take().position());
    }

    /// Rows in parentheses, as VALUES has them.
    QueryBody rows(int at) {
        return new QueryBody.ValuesRows(
                tokens.list(() -> tokens.parenthesized(grammar.expressions::expression)), at);
    }

    private QueryBody table() {
        int at = tokens.take().position();
        return new QueryBody.WholeTable(grammar.fromItems.withoutAlias(), at);
    }

    private Query.Locking locking() {
        int at = tokens.take().position();
        Query.Strength strength =
                switch (tokens.expectAny("update", "share", "no", "key")) {
                    case "update" -> Query.Strength.UPDATE;
                    case "share" -> Query.Strength.SHARE;
                    case "no" -> {
                        tokens.expectAll("key", "update");
                        yield Query.Strength.NO_KEY_UPDATE;
                    }
                    default -> {
                        tokens.expect("share");
                        yield Query.Strength.KEY_SHARE;
                    }
                };
        List<QualifiedName> of =
                tokens.accept("of") ? tokens.list(grammar.names::qualified) : List.of();
        Query.Waiting waiting = Query.Waiting.WAIT;
        if (tokens.accept("nowait")) {
            waiting = Query.Waiting.NOWAIT;
        } else if (tokens.accept("skip", "locked")) {
            waiting = Query.Waiting.SKIP_LOCKED;
        }
        return new Query.Locking(strength, of, waiting, at);
    }
}
