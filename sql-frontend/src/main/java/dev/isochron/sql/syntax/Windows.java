package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.SortKey;
import dev.isochron.sql.tree.Window;
import java.util.List;

/// Windows, which are parsed wholly although the binder refuses them.
final class Windows {

    private final Grammar grammar;
    private final Tokens tokens;

    Windows(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// What follows OVER.
    Window over() {
        int at = tokens.position();
        if (tokens.at("(")) {
            return specification();
        }
        Name name = grammar.names.column();
        return new Window(name, true, List.of(), List.of(), null, at);
    }

    /// The windows of a WINDOW clause.
    List<Window.Named> clause() {
        return tokens.accept("window") ? tokens.list(this::named) : List.of();
    }

    private Window.Named named() {
        Name name = grammar.names.column();
        tokens.expect("as");
        return new Window.Named(name, specification());
    }

    private Window specification() {
        int at = tokens.expect("(").position();
        boolean hasBase =
                grammar.names.atColumn() && !tokens.atAny("partition", "range", "rows", "groups");
        Name base = hasBase ? grammar.names.take() : null;
        List<Expression> partition =
                tokens.accept("partition", "by") ? grammar.expressions.list() : List.of();
        List<SortKey> order = tokens.at("order") ? grammar.queries.orderBy() : List.of();
        Window.Frame frame = tokens.atAny("range", "rows", "groups") ? frame() : null;
        tokens.expect(")");
        return new Window(base, false, partition, order, frame, at);
    }

    private Window.Frame frame() {
        Window.Unit unit =
                switch (tokens.take().text()) {
                    case "range" -> Window.Unit.RANGE;
                    case "rows" -> Window.Unit.ROWS;
                    default -> Window.Unit.GROUPS;
                };
        if (!tokens.accept("between")) {
            Window.Bound start = bound();
            return new Window.Frame(unit, start, null, exclusion());
        }
        Window.Bound start = bound();
        tokens.expect("and");
        Window.Bound end = bound();
        return new Window.Frame(unit, start, end, exclusion());
    }

    private Window.Bound bound() {
        boolean unbounded =
                tokens.at("unbounded", "preceding") || tokens.at("unbounded", "following");
        if (unbounded) {
            tokens.take();
            boolean before = tokens.expectAny("preceding", "following").equals("preceding");
            return new Window.Bound(
                    before ? Window.Side.UNBOUNDED_PRECEDING : Window.Side.UNBOUNDED_FOLLOWING,
                    null);
        }
        if (tokens.accept("current", "row")) {
            return new Window.Bound(Window.Side.CURRENT_ROW, null);
        }
        Expression offset = grammar.expressions.expression();
        boolean before = tokens.expectAny("preceding", "following").equals("preceding");
        return new Window.Bound(before ? Window.Side.PRECEDING : Window.Side.FOLLOWING, offset);
    }

    private Window.Exclusion exclusion() {
        if (!tokens.accept("exclude")) {
            return Window.Exclusion.NONE;
        }
        return switch (tokens.expectAny("current", "group", "ties", "no")) {
            case "current" -> {
                tokens.expect("row");
                yield Window.Exclusion.CURRENT_ROW;
            }
            case "group" -> Window.Exclusion.GROUP;
            case "ties" -> Window.Exclusion.TIES;
            default -> {
                tokens.expect("others");
                yield Window.Exclusion.NONE;
            }
        };
    }
}
