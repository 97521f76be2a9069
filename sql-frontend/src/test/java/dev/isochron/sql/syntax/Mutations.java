package dev.isochron.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Statements changed a little, by a seed: tokens lost, doubled, swapped, taken from others.
final class Mutations {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s+|[A-Za-z_][A-Za-z_0-9$]*|[0-9.]+|'(?:[^']|'')*'|\"[^\"]*\"|::|." + "",
                    Pattern.DOTALL);

    private final Random random;
    private final List<List<String>> statements;

    Mutations(long seed, List<String> statements) {
        this.random = new Random(seed);
        this.statements = statements.stream().map(Mutations::tokens).toList();
    }

    /// A statement that differs from one of the given ones in one to three places.
    String next() {
        List<String> tokens = new ArrayList<>(any(statements));
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && !tokens.isEmpty(); i++) {
            change(tokens);
        }
        return String.join("", tokens);
    }

    private void change(List<String> tokens) {
        int at = random.nextInt(tokens.size());
        switch (random.nextInt(6)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(at));
            case 2 -> tokens.set(at, any(any(statements)));
            case 3 -> tokens.add(at, " " + any(any(statements)) + " ");
            case 4 -> {
                int other = random.nextInt(tokens.size());
                String taken = tokens.get(at);
                tokens.set(at, tokens.get(other));
                tokens.set(other, taken);
            }
            default -> tokens.subList(at, tokens.size()).clear();
        }
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static List<String> tokens(String statement) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(statement);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }
}
