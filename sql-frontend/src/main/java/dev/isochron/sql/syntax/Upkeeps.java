package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.ObjectKind;
import dev.isochron.sql.tree.Option;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.Upkeep;
import java.util.ArrayList;
import java.util.List;

/// ANALYZE, VACUUM, LOCK, SPLIT AT, and commands that mean nothing here.
final class Upkeeps {

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    Upkeeps(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// ANALYZE from its first word on.
    Statement analyze() {
        int at = tokens.take().position();
        List<Option> options = options("verbose");
        return new Upkeep.Analyze(options, parts(), at);
    }

    /// VACUUM from its first word on.
    Statement vacuum() {
        int at = tokens.take().position();
        List<Option> options = options("full", "freeze", "verbose", "analyze", "analyse");
        return new Upkeep.Vacuum(options, parts(), at);
    }

    private List<Option> options(String... words) {
        if (tokens.at("(")) {
            return grammar.options.parenthesized();
        }
        List<Option> options = new ArrayList<>();
        for (String word : words) {
            if (tokens.at(word)) {
                options.add(new Option(names.take(), List.of()));
            }
        }
        return List.copyOf(options);
    }

    private List<Upkeep.Part> parts() {
        return names.atColumn() ? tokens.list(this::part) : List.of();
    }

    private Upkeep.Part part() {
        QualifiedName table = names.relation();
        return new Upkeep.Part(table, names.acceptColumns());
    }

    /// LOCK from its first word on.
    Statement lock() {
        int at = tokens.take().position();
        tokens.accept("table");
        List<FromItem.TableReference> tables = grammar.fromItems.tables();
        String mode = "access exclusive";
        if (tokens.accept("in")) {
            mode = mode();
            tokens.expect("mode");
        }
        return new Upkeep.LockTable(tables, mode, tokens.accept("nowait"), at);
    }

    private String mode() {
        return switch (tokens.expectAny("access", "row", "share", "exclusive")) {
            case "access" -> "access " + tokens.expectAny("share", "exclusive");
            case "row" -> "row " + tokens.expectAny("share", "exclusive");
            case "share" -> {
                if (tokens.accept("row")) {
                    tokens.expect("exclusive");
                    yield "share row exclusive";
                }
                if (tokens.accept("update")) {
                    tokens.expect("exclusive");
                    yield "share update exclusive";
                }
                yield "share";
            }
            default -> "exclusive";
        };
    }

    /// SPLIT AT from its first word on.
    Statement split(ObjectKind kind, QualifiedName name, int at) {
        tokens.expectAll("split", "at");
        boolean isRows =
                tokens.at("(")
                        && !tokens.at("(", "select")
                        && !tokens.at("(", "values")
                        && !tokens.at("(", "with");
        Query keys =
                isRows
                        ? Query.of(grammar.queries.rows(tokens.position()))
                        : grammar.queries.query();
        return new Upkeep.SplitAt(kind, name, keys, at);
    }

    /// REINDEX from its first word on.
    Statement reindex() {
        int at = tokens.take().position();
        if (tokens.at("(")) {
            grammar.options.parenthesized();
        }
        tokens.expectAny("index", "table", "schema", "database", "system");
        tokens.accept("concurrently");
        names.relation();
        return new Upkeep.Idle("reindex", at);
    }

    /// CLUSTER from its first word on.
    Statement cluster() {
        int at = tokens.take().position();
        if (tokens.at("(")) {
            grammar.options.parenthesized();
        } else {
            tokens.accept("verbose");
        }
        Name name = null;
        if (names.atColumn()) {
            name = names.relation().last();
        }
        if (name != null && tokens.atAny("using", "on")) {
            boolean using = tokens.take().is("using");
            if (using) {
                names.column();
            } else {
                names.relation();
            }
        }
        return new Upkeep.Idle("cluster", at);
    }

    /// CHECKPOINT.
    Statement checkpoint() {
        return new Upkeep.Idle("checkpoint", tokens.take().position());
    }
}
