package dev.isochron.sql.syntax;

import dev.isochron.sql.syntax.Token.Kind;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Option;
import java.util.ArrayList;
import java.util.List;

/// Named options: `(name value, name, …)` and `(name = value, …)`.
final class Options {

    private final Tokens tokens;
    private final Names names;

    Options(Grammar grammar) {
        tokens = grammar.tokens;
        names = grammar.names;
    }

    /// Options in parentheses as EXPLAIN and VACUUM have them.
    List<Option> parenthesized() {
        return tokens.parenthesized(this::plainOption);
    }

    private Option plainOption() {
        boolean named = tokens.atAny("analyze", "analyse");
        Name name = named ? names.take() : names.nonReserved();
        if (tokens.at(",") || tokens.at(")")) {
            return new Option(name, List.of());
        }
        return new Option(name, List.of(word()));
    }

    /// A value that is no reserved word, but for those that switch on and off.
    private String word() {
        Token token = tokens.peek();
        boolean reserved = token.isName() && token.wordClass() == WordClass.RESERVED;
        if (reserved && !tokens.atAny("true", "false", "on")) {
            throw tokens.unexpected();
        }
        return value();
    }

    /// Options in parentheses as COPY has them.
    List<Option> ofCopy() {
        return tokens.parenthesized(this::option);
    }

    private Option option() {
        Name name = names.label();
        if (tokens.at(",") || tokens.at(")")) {
            return new Option(name, List.of());
        }
        if (tokens.at("*")) {
            tokens.take();
            return new Option(name, List.of("*"));
        }
        if (tokens.at("(")) {
            return new Option(name, tokens.parenthesized(this::value));
        }
        return new Option(name, List.of(word()));
    }

    /// Options in parentheses as WITH of a table or an index has them.
    List<Option> definitions() {
        return tokens.parenthesized(this::definition);
    }

    private Option definition() {
        Name name = names.label();
        if (tokens.accept(".")) {
            Name rest = names.label();
            name = new Name(name.text() + "." + rest.text(), name.position());
        }
        return new Option(name, tokens.accept("=") ? List.of(value()) : List.of());
    }

    /// A word, a string or a number with its sign.
    String value() {
        Token token = tokens.peek();
        if (token.is("-") || token.is("+")) {
            tokens.take();
            String number = number();
            return token.is("-") ? "-" + number : number;
        }
        return switch (token.kind()) {
            case WHOLE, DECIMAL, STRING, WORD, QUOTED -> tokens.take().text();
            default -> throw tokens.unexpected();
        };
    }

    private String number() {
        Kind kind = tokens.peek().kind();
        if (kind != Kind.WHOLE && kind != Kind.DECIMAL) {
            throw tokens.unexpected();
        }
        return tokens.take().text();
    }

    /// A number that fits eight bytes, with its sign.
    long wholeNumber() {
        boolean negative = tokens.at("-");
        if (negative || tokens.at("+")) {
            tokens.take();
        }
        Token token = tokens.expect(Kind.WHOLE);
        try {
            return Long.parseLong(negative ? "-" + token.text() : token.text());
        } catch (NumberFormatException e) {
            throw new dev.isochron.sql.error.SqlException(
                    dev.isochron.sql.error.SqlError.of(
                                    dev.isochron.sql.error.SqlCode.NUMERIC_VALUE_OUT_OF_RANGE,
                                    "value \""
                                            + token.text()
                                            + "\" is out of range for type bigint")
                            .withPosition(token.position()),
                    e);
        }
    }

    /// Words until none is left, each as it stands.
    List<String> words(int most) {
        List<String> words = new ArrayList<>();
        while (words.size() < most && names.atWord()) {
            words.add(tokens.take().text());
        }
        return words;
    }
}
