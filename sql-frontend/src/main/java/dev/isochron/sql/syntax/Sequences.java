package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.SequenceOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The options of sequences.
final class Sequences {

    private final Grammar grammar;
    private final Tokens tokens;

    Sequences(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// Options in parentheses, at least one.
    List<SequenceOption> parenthesized() {
        tokens.expect("(");
        List<SequenceOption> options = options();
        if (options.isEmpty()) {
            throw tokens.unexpected();
        }
        tokens.expect(")");
        return options;
    }

    /// As many options as there are.
    List<SequenceOption> options() {
        List<SequenceOption> options = new ArrayList<>();
        while (true) {
            SequenceOption option = option();
            if (option == null) {
                return List.copyOf(options);
            }
            options.add(option);
        }
    }

    /// One option; null if none comes next.
    @Nullable SequenceOption option() {
        int at = tokens.position();
        if (tokens.accept("as")) {
            return new SequenceOption.OfType(grammar.types.type(), at);
        }
        if (tokens.accept("increment")) {
            tokens.accept("by");
            return new SequenceOption.Increment(number(), at);
        }
        if (tokens.accept("minvalue")) {
            return new SequenceOption.Least(number(), at);
        }
        if (tokens.accept("maxvalue")) {
            return new SequenceOption.Greatest(number(), at);
        }
        if (tokens.at("no")) {
            return no(at);
        }
        if (tokens.accept("start")) {
            tokens.accept("with");
            return new SequenceOption.Start(number(), at);
        }
        if (tokens.accept("restart")) {
            boolean with = tokens.accept("with");
            boolean valued = with || tokens.peek().kind() == Token.Kind.WHOLE || tokens.at("-");
            return new SequenceOption.Restart(valued ? number() : null, at);
        }
        return rest(at);
    }

    private @Nullable SequenceOption rest(int at) {
        if (tokens.accept("cache")) {
            return new SequenceOption.Cache(number(), at);
        }
        if (tokens.accept("cycle")) {
            return new SequenceOption.Cycle(true, at);
        }
        if (tokens.accept("owned")) {
            tokens.expect("by");
            QualifiedName column = grammar.names.qualified();
            boolean none = column.parts().size() == 1 && column.text().equals("none");
            return new SequenceOption.OwnedBy(none ? null : column, at);
        }
        if (tokens.accept("sequence")) {
            tokens.expect("name");
            return new SequenceOption.Named(grammar.names.relation(), at);
        }
        return null;
    }

    private SequenceOption no(int at) {
        tokens.take();
        return switch (tokens.expectAny("minvalue", "maxvalue", "cycle")) {
            case "minvalue" -> new SequenceOption.Least(null, at);
            case "maxvalue" -> new SequenceOption.Greatest(null, at);
            default -> new SequenceOption.Cycle(false, at);
        };
    }

    private long number() {
        return grammar.options.wholeNumber();
    }
}
