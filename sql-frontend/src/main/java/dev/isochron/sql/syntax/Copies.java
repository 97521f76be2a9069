package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Copy;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Option;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// COPY, in its new and its old spelling.
final class Copies {

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    Copies(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// COPY from its first word on.
    Statement copy() {
        int at = tokens.expect("copy").position();
        List<Option> options = new ArrayList<>();
        Copy.Source source;
        boolean from = false;
        if (tokens.accept("(")) {
            source = new Copy.Source.Rows(grammar.statements.preparable());
            tokens.expect(")");
            tokens.expect("to");
        } else {
            if (tokens.at("binary") && tokens.peek(1).isName()) {
                options.add(new Option(name("format"), List.of("binary")));
                tokens.take();
            }
            QualifiedName table = names.relation();
            source = new Copy.Source.Table(table, names.acceptColumns());
            from = tokens.expectAny("from", "to").equals("from");
        }
        Copy.Endpoint endpoint = endpoint();
        if (tokens.atAny("using", "delimiters")) {
            tokens.accept("using");
            Name name = name("delimiter");
            tokens.expect("delimiters");
            options.add(new Option(name, List.of(tokens.string())));
        }
        tokens.accept("with");
        options.addAll(tokens.at("(") ? grammar.options.ofCopy() : oldOptions());
        if (!from && tokens.at("where")) {
            throw Tokens.syntaxError(tokens.position(), "WHERE clause not allowed with COPY TO");
        }
        Expression where = from ? grammar.queries.where() : null;
        return new Copy(source, from, endpoint, List.copyOf(options), where, at);
    }

    private Name name(String text) {
        return new Name(text, tokens.position());
    }

    private Copy.Endpoint endpoint() {
        if (tokens.atAny("stdin", "stdout")) {
            tokens.take();
            return new Copy.Endpoint.Client();
        }
        if (tokens.accept("program")) {
            return new Copy.Endpoint.Program(tokens.string());
        }
        return new Copy.Endpoint.File(tokens.string());
    }

    private List<Option> oldOptions() {
        List<Option> options = new ArrayList<>();
        while (true) {
            Option option = oldOption();
            if (option == null) {
                return options;
            }
            options.add(option);
        }
    }

    private @Nullable Option oldOption() {
        Token word = tokens.peek();
        int at = word.position();
        if (word.kind() != Token.Kind.WORD) {
            return null;
        }
        return switch (word.text()) {
            case "binary", "csv" -> {
                tokens.take();
                yield new Option(new Name("format", at), List.of(word.text()));
            }
            case "header", "freeze" -> {
                tokens.take();
                yield new Option(new Name(word.text(), at), List.of());
            }
            case "delimiter", "null", "quote", "escape" -> {
                tokens.take();
                tokens.accept("as");
                yield new Option(new Name(word.text(), at), List.of(tokens.string()));
            }
            case "encoding" -> {
                tokens.take();
                yield new Option(new Name("encoding", at), List.of(tokens.string()));
            }
            case "force" -> {
                tokens.take();
                yield force(at);
            }
            default -> null;
        };
    }

    private Option force(int at) {
        String what =
                switch (tokens.expectAny("quote", "not", "null")) {
                    case "quote" -> "force_quote";
                    case "not" -> {
                        tokens.expect("null");
                        yield "force_not_null";
                    }
                    default -> "force_null";
                };
        if (what.equals("force_quote") && tokens.accept("*")) {
            return new Option(new Name(what, at), List.of("*"));
        }
        List<String> columns = tokens.list(() -> names.column().text());
        return new Option(new Name(what, at), columns);
    }
}
