package dev.isochron.sql.syntax;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.FromItem.Alias;
import dev.isochron.sql.tree.FromItem.JoinCondition;
import dev.isochron.sql.tree.FromItem.JoinKind;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.QueryBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands in FROM: tables, queries, functions, and joins of them.
final class FromItems {

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    FromItems(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// One item between commas, joins and all.
    FromItem item() {
        return joined(primary());
    }

    private FromItem joined(FromItem first) {
        FromItem left = first;
        int height = 0;
        while (true) {
            FromItem next = join(left);
            if (next == null) {
                return left;
            }
            if (++height > Tokens.MAX_HEIGHT) {
                throw tokens.tooDeep();
            }
            left = next;
        }
    }

    private @Nullable FromItem join(FromItem left) {
        int at = tokens.position();
        if (tokens.accept("cross")) {
            tokens.expect("join");
            return made(JoinKind.CROSS, left, primary(), new JoinCondition.None(), at);
        }
        if (tokens.accept("natural")) {
            JoinKind kind = kind();
            tokens.expect("join");
            return made(kind, left, primary(), new JoinCondition.Natural(), at);
        }
        if (!tokens.atAny("join", "inner", "left", "right", "full")) {
            return null;
        }
        JoinKind kind = kind();
        tokens.expect("join");
        // `a join b join c on … on …` joins b and c first.
        tokens.enter();
        FromItem right = item();
        tokens.leave();
        return made(kind, left, right, condition(), at);
    }

    private static FromItem made(
            JoinKind kind, FromItem left, FromItem right, JoinCondition condition, int at) {
        return new FromItem.Join(kind, left, right, condition, null, at);
    }

    private JoinKind kind() {
        if (tokens.accept("inner")) {
            return JoinKind.INNER;
        }
        JoinKind kind =
                tokens.accept("left")
                        ? JoinKind.LEFT
                        : tokens.accept("right")
                                ? JoinKind.RIGHT
                                : tokens.accept("full") ? JoinKind.FULL : JoinKind.INNER;
        if (kind != JoinKind.INNER) {
            tokens.accept("outer");
        }
        return kind;
    }

    private JoinCondition condition() {
        if (tokens.accept("on")) {
            return new JoinCondition.On(grammar.expressions.expression());
        }
        tokens.expect("using");
        List<Name> columns = names.columns();
        Name alias = tokens.accept("as") ? names.column() : null;
        return new JoinCondition.Using(columns, alias);
    }

    private FromItem primary() {
        int at = tokens.position();
        if (tokens.accept("lateral")) {
            if (tokens.at("(")) {
                return derived(grammar.parentheses.query(), true, at);
            }
            return function(true, at);
        }
        if (tokens.at("(")) {
            return switch (inParentheses()) {
                case Inside.OfQuery(var query) -> derived(query, false, at);
                case Inside.OfItem(var item) -> withAlias(item);
            };
        }
        if (tokens.at("rows") && tokens.peek(1).is("from") && tokens.peek(2).is("(")) {
            return function(false, at);
        }
        if (tokens.at("xmltable")) {
            throw Tokens.unsupported(at, "XML functions");
        }
        return atFunction() ? function(false, at) : sampled(relation());
    }

    private FromItem sampled(FromItem.TableReference table) {
        if (tokens.at("tablesample")) {
            throw Tokens.unsupportedOne(tokens.position(), "TABLESAMPLE");
        }
        return table;
    }

    /// Whether a function comes next: a name with a parenthesis behind it.
    private boolean atFunction() {
        if (!tokens.peek().isName() || tokens.at("only")) {
            return false;
        }
        if (!names.atColumn() || tokens.peek(1).is("(")) {
            return true;
        }
        int ahead = 1;
        while (ahead < 6 && tokens.peek(ahead).is(".") && tokens.peek(ahead + 1).isName()) {
            ahead += 2;
        }
        return tokens.peek(ahead).is("(");
    }

    /// A query or an item that stands in parentheses.
    private sealed interface Inside {

        /// A query.
        record OfQuery(Query query) implements Inside {}

        /// An item that is a join.
        record OfItem(FromItem item) implements Inside {}
    }

    private Inside inParentheses() {
        tokens.expect("(");
        tokens.enter();
        Inside inside = inside();
        tokens.leave();
        tokens.expect(")");
        return inside;
    }

    private Inside inside() {
        if (grammar.queries.atWord()) {
            return new Inside.OfQuery(grammar.queries.query());
        }
        if (!tokens.at("(")) {
            return new Inside.OfItem(joins(item()));
        }
        int at = tokens.position();
        return switch (inParentheses()) {
            case Inside.OfQuery(var query) when tokens.at(")") -> new Inside.OfQuery(query);
            case Inside.OfQuery(var query) when grammar.queries.atContinuation() ->
                    new Inside.OfQuery(grammar.queries.continued(query, at));
            case Inside.OfQuery(var query) ->
                    new Inside.OfItem(joins(joined(derived(query, false, at))));
            case Inside.OfItem(var item) -> new Inside.OfItem(joined(withAlias(item)));
        };
    }

    /// Only joins may stand in parentheses.
    private FromItem joins(FromItem item) {
        if (!(item instanceof FromItem.Join)) {
            throw tokens.unexpected();
        }
        return item;
    }

    private FromItem withAlias(FromItem item) {
        Alias alias = alias();
        if (alias == null || !(item instanceof FromItem.Join join)) {
            return item;
        }
        return new FromItem.Join(
                join.kind(), join.left(), join.right(), join.condition(), alias, join.position());
    }

    private FromItem derived(Query query, boolean lateral, int at) {
        Alias alias = alias();
        if (alias == null) {
            boolean values = query.body() instanceof QueryBody.ValuesRows;
            String what = values ? "VALUES" : "subquery";
            throw SqlError.of(SqlCode.SYNTAX_ERROR, what + " in FROM must have an alias")
                    .withPosition(at)
                    .withHint(
                            "For example, FROM ("
                                    + (values ? "VALUES" : "SELECT")
                                    + " ...) [AS] foo.")
                    .exception();
        }
        return new FromItem.DerivedTable(query, lateral, alias, at);
    }

    /// A table by name, with ONLY or a star, with its alias if it has one.
    FromItem.TableReference relation() {
        int at = tokens.position();
        boolean only = tokens.accept("only");
        QualifiedName name;
        if (only && tokens.accept("(")) {
            name = names.relation();
            tokens.expect(")");
        } else {
            name = names.relation();
            if (!only) {
                tokens.accept("*");
            }
        }
        return new FromItem.TableReference(name, only, alias(), at);
    }

    /// An alias, if there is one.
    @Nullable Alias alias() {
        if (grammar.queries.atAsOf()) {
            return null;
        }
        Name name = tokens.accept("as") ? names.column() : names.acceptColumn();
        return name == null ? null : new Alias(name, names.acceptColumns());
    }

    private FromItem function(boolean lateral, int at) {
        List<Expression> calls;
        if (tokens.accept("rows", "from", "(")) {
            calls = tokens.list(this::callWithColumns);
            tokens.expect(")");
        } else {
            calls = List.of(call());
        }
        boolean ordinality = tokens.at("with", "ordinality");
        if (ordinality) {
            tokens.expectAll("with", "ordinality");
        }
        if (tokens.at("as", "(")) {
            tokens.take();
            List<FromItem.FunctionColumn> columns = tokens.parenthesized(this::column);
            return new FromItem.FunctionTable(calls, lateral, ordinality, null, columns, at);
        }
        Name name = tokens.accept("as") ? names.column() : names.acceptColumn();
        Alias alias = null;
        List<FromItem.FunctionColumn> definitions = List.of();
        if (name != null && tokens.at("(") && isDefinition()) {
            alias = new Alias(name, List.of());
            definitions = tokens.parenthesized(this::column);
        } else if (name != null) {
            alias = new Alias(name, names.acceptColumns());
        }
        return new FromItem.FunctionTable(calls, lateral, ordinality, alias, definitions, at);
    }

    private boolean isDefinition() {
        return !tokens.peek(2).is(",") && !tokens.peek(2).is(")");
    }

    private FromItem.FunctionColumn column() {
        Name name = names.column();
        return new FromItem.FunctionColumn(name, grammar.types.type());
    }

    private Expression callWithColumns() {
        Expression call = call();
        if (tokens.at("as", "(")) {
            throw Tokens.unsupported(tokens.position(), "column definitions in ROWS FROM");
        }
        return call;
    }

    private Expression call() {
        Token token = tokens.peek();
        Expression call = grammar.calls.bare(grammar.operands::operand);
        return switch (call) {
            case Expression.FunctionCall _,
                    Expression.Coalesce _,
                    Expression.NullIf _,
                    Expression.Extreme _,
                    Expression.SystemValue _,
                    Expression.Cast _ ->
                    call;
            default -> throw tokens.unexpected(token);
        };
    }

    /// The tables of LOCK and TRUNCATE.
    List<FromItem.TableReference> tables() {
        List<FromItem.TableReference> tables = new ArrayList<>();
        do {
            tables.add(withoutAlias());
        } while (tokens.accept(","));
        return List.copyOf(tables);
    }

    /// A table by name, with ONLY or a star, without an alias.
    FromItem.TableReference withoutAlias() {
        int at = tokens.position();
        boolean only = tokens.accept("only");
        boolean enclosed = only && tokens.accept("(");
        QualifiedName name = names.relation();
        if (enclosed) {
            tokens.expect(")");
        } else if (!only) {
            tokens.accept("*");
        }
        return new FromItem.TableReference(name, only, null, at);
    }
}
