package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.ColumnConstraint;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.SequenceOption;
import dev.isochron.sql.tree.TableConstraint;
import dev.isochron.sql.tree.TableConstraint.Deferral;
import dev.isochron.sql.tree.TableConstraint.ForeignKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Constraints of columns and of tables.
final class Constraints {

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    Constraints(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// What stands behind a column.
    List<ColumnConstraint> ofColumn() {
        List<ColumnConstraint> all = new ArrayList<>();
        while (true) {
            ColumnConstraint next = columnConstraint();
            if (next == null) {
                return List.copyOf(all);
            }
            all.add(next);
        }
    }

    private @Nullable ColumnConstraint columnConstraint() {
        Name name = tokens.accept("constraint") ? names.column() : null;
        Token token = tokens.peek();
        int at = token.position();
        ColumnConstraint constraint =
                switch (token.text()) {
                    case "not" -> {
                        tokens.take();
                        tokens.expect("null");
                        yield new ColumnConstraint.NotNull(name, at);
                    }
                    case "null" -> {
                        tokens.take();
                        yield new ColumnConstraint.Nulls(name, at);
                    }
                    case "default" -> {
                        tokens.take();
                        yield new ColumnConstraint.Default(name, grammar.expressions.plain(), at);
                    }
                    case "generated" -> generated(name);
                    case "check" -> {
                        tokens.take();
                        Expression condition = condition();
                        yield new ColumnConstraint.Check(name, condition, noInherit(), at);
                    }
                    case "unique", "primary" -> unique(name);
                    case "references" -> {
                        ForeignKey.Target target = target();
                        yield new ColumnConstraint.References(name, target, deferral(), at);
                    }
                    default -> null;
                };
        if (constraint == null && name != null) {
            throw tokens.unexpected();
        }
        return constraint;
    }

    private ColumnConstraint unique(@Nullable Name name) {
        Token word = tokens.take();
        boolean primary = word.is("primary");
        boolean notDistinct = false;
        if (primary) {
            tokens.expect("key");
        } else {
            notDistinct = nullsNotDistinct();
        }
        skipIndexParameters();
        return new ColumnConstraint.Unique(name, primary, notDistinct, deferral(), word.position());
    }

    /// NULLS DISTINCT, with or without NOT.
    boolean nullsNotDistinct() {
        if (!tokens.accept("nulls")) {
            return false;
        }
        boolean not = tokens.accept("not");
        tokens.expect("distinct");
        return not;
    }

    private void skipIndexParameters() {
        if (tokens.accept("with")) {
            grammar.options.definitions();
        }
        if (tokens.at("using", "index")) {
            tokens.expectAll("using", "index", "tablespace");
            names.column();
        }
    }

    private ColumnConstraint generated(@Nullable Name name) {
        int at = tokens.take().position();
        int when = tokens.position();
        boolean always = tokens.accept("always");
        if (!always) {
            tokens.expectAll("by", "default");
        }
        tokens.expect("as");
        if (tokens.accept("identity")) {
            List<SequenceOption> options =
                    tokens.at("(") ? grammar.sequences.parenthesized() : List.of();
            return new ColumnConstraint.Identity(name, always, options, at);
        }
        Expression value = condition();
        tokens.expect("stored");
        if (!always) {
            throw Tokens.syntaxError(
                    when, "for a generated column, GENERATED ALWAYS must be specified");
        }
        return new ColumnConstraint.Generated(name, value, at);
    }

    /// An identity from GENERATED on.
    ColumnConstraint.Identity identity() {
        if (tokens.at("generated") && generated(null) instanceof ColumnConstraint.Identity it) {
            return it;
        }
        throw tokens.unexpected();
    }

    private Expression condition() {
        tokens.expect("(");
        Expression condition = grammar.expressions.expression();
        tokens.expect(")");
        return condition;
    }

    private boolean noInherit() {
        return tokens.accept("no", "inherit");
    }

    /// Whether a constraint of a table comes next.
    boolean atTableConstraint() {
        return tokens.atAny("constraint", "check", "unique", "primary", "foreign", "exclude");
    }

    /// A constraint of a table.
    TableConstraint ofTable() {
        Name name = tokens.accept("constraint") ? names.column() : null;
        Token word = tokens.peek();
        int at = word.position();
        return switch (tokens.expectAny("check", "unique", "primary", "foreign", "exclude")) {
            case "check" -> {
                Expression condition = condition();
                boolean noInherit = noInherit();
                boolean notValid = notValid();
                noInherit |= noInherit();
                yield new TableConstraint.Check(name, condition, noInherit, notValid, at);
            }
            case "unique" -> tableUnique(name, false, at);
            case "primary" -> {
                tokens.expect("key");
                yield tableUnique(name, true, at);
            }
            case "foreign" -> foreignKey(name, at);
            default -> throw Tokens.unsupported(at, "exclusion constraints");
        };
    }

    private boolean notValid() {
        return tokens.accept("not", "valid");
    }

    private TableConstraint tableUnique(@Nullable Name name, boolean primary, int at) {
        boolean notDistinct = !primary && nullsNotDistinct();
        if (tokens.accept("using", "index")) {
            Name index = names.column();
            return new TableConstraint.Unique(
                    name, primary, List.of(), List.of(), false, index, deferral(), at);
        }
        List<Name> columns = names.columns();
        List<Name> include = tokens.accept("include") ? names.columns() : List.of();
        skipIndexParameters();
        return new TableConstraint.Unique(
                name, primary, columns, include, notDistinct, null, deferral(), at);
    }

    private TableConstraint foreignKey(@Nullable Name name, int at) {
        tokens.expect("key");
        List<Name> columns = names.columns();
        if (!tokens.at("references")) {
            throw tokens.unexpected();
        }
        ForeignKey.Target target = target();
        boolean notValid = notValid();
        Deferral deferral = deferral();
        notValid |= notValid();
        return new ForeignKey(name, columns, target, notValid, deferral, at);
    }

    private ForeignKey.Target target() {
        tokens.expect("references");
        QualifiedName table = names.relation();
        List<Name> columns = names.acceptColumns();
        ForeignKey.Match match = ForeignKey.Match.SIMPLE;
        if (tokens.accept("match")) {
            match =
                    switch (tokens.expectAny("full", "partial", "simple")) {
                        case "full" -> ForeignKey.Match.FULL;
                        case "partial" ->
                                throw Tokens.unsupportedOne(tokens.position(), "MATCH PARTIAL");
                        default -> ForeignKey.Match.SIMPLE;
                    };
        }
        ForeignKey.Action delete = ForeignKey.Action.NONE;
        ForeignKey.Action update = ForeignKey.Action.NONE;
        for (int i = 0; i < 2 && tokens.at("on"); i++) {
            boolean onDelete = tokens.peek(1).is("delete");
            if (!onDelete && !tokens.peek(1).is("update")) {
                tokens.take();
                throw tokens.unexpected();
            }
            tokens.take();
            tokens.take();
            if (onDelete) {
                delete = action(true);
            } else {
                update = action(false);
            }
        }
        return new ForeignKey.Target(table, columns, match, delete, update);
    }

    private ForeignKey.Action action(boolean delete) {
        return switch (tokens.expectAny("no", "restrict", "cascade", "set")) {
            case "no" -> {
                tokens.expect("action");
                yield ForeignKey.Action.NONE;
            }
            case "restrict" -> new ForeignKey.Action(ForeignKey.Kind.RESTRICT, List.of());
            case "cascade" -> new ForeignKey.Action(ForeignKey.Kind.CASCADE, List.of());
            default -> {
                boolean toNull = tokens.expectAny("null", "default").equals("null");
                ForeignKey.Kind kind =
                        toNull ? ForeignKey.Kind.SET_NULL : ForeignKey.Kind.SET_DEFAULT;
                if (!delete && tokens.at("(")) {
                    throw Tokens.unsupported(
                            tokens.position(), "columns of ON UPDATE SET NULL or SET DEFAULT");
                }
                yield new ForeignKey.Action(kind, names.acceptColumns());
            }
        };
    }

    /// DEFERRABLE, NOT DEFERRABLE and INITIALLY, in any order.
    Deferral deferral() {
        Deferral deferral = Deferral.NOT_DEFERRABLE;
        boolean not = false;
        while (true) {
            int at = tokens.position();
            if (tokens.accept("deferrable")) {
                deferral = deferral == Deferral.NOT_DEFERRABLE ? Deferral.DEFERRABLE : deferral;
            } else if (tokens.accept("not", "deferrable")) {
                not = true;
            } else if (tokens.accept("initially")) {
                if (tokens.expectAny("deferred", "immediate").equals("deferred")) {
                    deferral = Deferral.INITIALLY_DEFERRED;
                }
            } else {
                return deferral;
            }
            if (not && deferral == Deferral.INITIALLY_DEFERRED) {
                throw Tokens.syntaxError(
                        at, "constraint declared INITIALLY DEFERRED must be DEFERRABLE");
            }
            if (not && deferral == Deferral.DEFERRABLE) {
                throw Tokens.syntaxError(at, "conflicting constraint properties");
            }
        }
    }
}
