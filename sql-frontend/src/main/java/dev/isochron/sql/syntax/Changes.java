package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.Change.Assignment;
import dev.isochron.sql.tree.Change.ColumnTarget;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.IndexElement;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.SortKey;
import dev.isochron.sql.tree.SubqueryExpression;
import dev.isochron.sql.tree.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// INSERT, UPDATE, DELETE.
final class Changes {

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    Changes(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// INSERT from its first word on.
    Change.Insert insert(Query.@Nullable With with) {
        int at = tokens.expect("insert").position();
        tokens.expect("into");
        QualifiedName name = names.relation();
        FromItem.Alias alias =
                tokens.accept("as") ? new FromItem.Alias(names.column(), List.of()) : null;
        FromItem.TableReference table =
                new FromItem.TableReference(name, false, alias, name.position());
        List<ColumnTarget> columns = List.of();
        if (tokens.at("(") && !queryInParentheses()) {
            columns = tokens.parenthesized(this::columnTarget);
        }
        Change.Overriding overriding = overriding();
        Query source = null;
        boolean defaults =
                columns.isEmpty()
                        && overriding == Change.Overriding.NONE
                        && tokens.accept("default", "values");
        if (!defaults) {
            source = grammar.queries.query();
        }
        Change.OnConflict onConflict = tokens.at("on") ? onConflict() : null;
        return new Change.Insert(
                with, table, columns, overriding, source, onConflict, returning(), at);
    }

    private boolean queryInParentheses() {
        int ahead = 1;
        while (ahead < 7 && tokens.peek(ahead).is("(")) {
            ahead++;
        }
        Token token = tokens.peek(ahead);
        return token.is("select")
                || token.is("with")
                || token.is("table")
                || (token.is("values") && tokens.peek(ahead + 1).is("("));
    }

    private Change.Overriding overriding() {
        if (!tokens.accept("overriding")) {
            return Change.Overriding.NONE;
        }
        boolean user = tokens.expectAny("user", "system").equals("user");
        tokens.expect("value");
        return user ? Change.Overriding.USER_VALUE : Change.Overriding.SYSTEM_VALUE;
    }

    private Change.OnConflict onConflict() {
        int at = tokens.take().position();
        tokens.expect("conflict");
        Change.ConflictTarget target = null;
        if (tokens.at("(")) {
            List<IndexElement> elements = tokens.parenthesized(this::indexElement);
            target = new Change.ConflictTarget.Columns(elements, grammar.queries.where());
        } else if (tokens.accept("on")) {
            tokens.expect("constraint");
            target = new Change.ConflictTarget.Constraint(names.column());
        }
        tokens.expect("do");
        if (tokens.accept("nothing")) {
            return new Change.OnConflict(target, new Change.ConflictAction.Nothing(), at);
        }
        tokens.expectAll("update", "set");
        List<Assignment> assignments = assignments();
        Expression where = grammar.queries.where();
        return new Change.OnConflict(
                target, new Change.ConflictAction.Update(assignments, where), at);
    }

    /// What an index is on: a column, a call, or an expression in parentheses.
    IndexElement indexElement() {
        Expression value;
        if (tokens.at("(")) {
            tokens.take();
            value = grammar.expressions.expression();
            tokens.expect(")");
        } else if (names.atColumn() && !tokens.peek(1).is("(") && !tokens.peek(1).is(".")) {
            Name name = names.take();
            value = new Expression.ColumnReference(List.of(name), name.position());
        } else {
            value = call();
        }
        QualifiedName collation = tokens.accept("collate") ? names.qualified() : null;
        QualifiedName operatorClass = null;
        if (names.atColumn() && !tokens.at("nulls")) {
            operatorClass = names.qualified();
            if (tokens.at("(")) {
                throw Tokens.unsupported(tokens.position(), "options of operator classes");
            }
        }
        SortKey.Direction direction = grammar.queries.direction();
        return new IndexElement(
                value, collation, operatorClass, direction, grammar.queries.nulls());
    }

    private Expression call() {
        Token token = tokens.peek();
        if (!token.isName()) {
            throw tokens.unexpected();
        }
        Expression value = grammar.operands.operand();
        return switch (value) {
            case Expression.FunctionCall _,
                    Expression.Coalesce _,
                    Expression.NullIf _,
                    Expression.Extreme _,
                    Expression.SystemValue _,
                    Expression.Cast _ ->
                    value;
            default -> throw tokens.unexpected();
        };
    }

    /// UPDATE from its first word on.
    Change.Update update(Query.@Nullable With with) {
        int at = tokens.expect("update").position();
        FromItem.TableReference table = target();
        tokens.expect("set");
        List<Assignment> assignments = assignments();
        List<FromItem> from =
                tokens.accept("from") ? tokens.list(grammar.fromItems::item) : List.of();
        Expression where = where();
        return new Change.Update(with, table, assignments, from, where, returning(), at);
    }

    /// DELETE from its first word on.
    Change.Delete delete(Query.@Nullable With with) {
        int at = tokens.expect("delete").position();
        tokens.expect("from");
        FromItem.TableReference table = target();
        List<FromItem> using =
                tokens.accept("using") ? tokens.list(grammar.fromItems::item) : List.of();
        Expression where = where();
        return new Change.Delete(with, table, using, where, returning(), at);
    }

    private FromItem.TableReference target() {
        FromItem.TableReference bare = grammar.fromItems.withoutAlias();
        Name alias = null;
        if (tokens.accept("as")) {
            alias = names.column();
        } else if (!tokens.at("set")) {
            alias = names.acceptColumn();
        }
        return alias == null
                ? bare
                : new FromItem.TableReference(
                        bare.name(),
                        bare.only(),
                        new FromItem.Alias(alias, List.of()),
                        bare.position());
    }

    private @Nullable Expression where() {
        if (tokens.at("where", "current") && tokens.peek(2).is("of")) {
            throw Tokens.unsupportedOne(tokens.position(), "WHERE CURRENT OF");
        }
        return grammar.queries.where();
    }

    private List<Target> returning() {
        return tokens.accept("returning") ? grammar.queries.targets() : List.of();
    }

    private List<Assignment> assignments() {
        return tokens.list(this::assignment);
    }

    private Assignment assignment() {
        if (!tokens.at("(")) {
            ColumnTarget column = columnTarget();
            tokens.expect("=");
            return new Assignment.One(column, grammar.expressions.expression());
        }
        int at = tokens.position();
        List<ColumnTarget> columns = tokens.parenthesized(this::columnTarget);
        tokens.expect("=");
        return several(columns, grammar.expressions.expression(), at);
    }

    private static Assignment several(List<ColumnTarget> columns, Expression source, int at) {
        int given =
                switch (source) {
                    case Expression.RowOf row ->
                            row.fields().stream().anyMatch(Expression.Star.class::isInstance)
                                    ? columns.size()
                                    : row.fields().size();
                    case SubqueryExpression.Scalar _ -> columns.size();
                    default -> columns.size() == 1 ? 1 : -1;
                };
        if (given < 0) {
            throw dev.isochron.sql.error.SqlException.at(
                    source.position(),
                    dev.isochron.sql.error.SqlCode.FEATURE_NOT_SUPPORTED,
                    "source for a multiple-column UPDATE item must be a sub-SELECT or ROW()"
                            + " expression");
        }
        if (given != columns.size()) {
            throw Tokens.syntaxError(
                    source.position(), "number of columns does not match number of values");
        }
        return new Assignment.Several(columns, source, at);
    }

    private ColumnTarget columnTarget() {
        Name column = names.column();
        List<Name> fields = new ArrayList<>();
        while (tokens.accept(".")) {
            fields.add(names.label());
        }
        List<Expression.Bracket> brackets =
                tokens.at("[") ? grammar.operands.brackets() : List.of();
        if (tokens.at(".")) {
            throw Tokens.unsupported(
                    tokens.position(), "assignments to fields of an element of an array");
        }
        return new ColumnTarget(column, List.copyOf(fields), brackets);
    }
}
