package dev.isochron.node.console;

import java.util.Locale;
import java.util.Map;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.SyntaxError;
import org.jline.reader.impl.DefaultParser;

/// Lets a statement go on over lines until its semicolon.
final class StatementParser extends DefaultParser {

    StatementParser() {
        setEscapeChars(new char[0]);
        setQuoteChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) throws SyntaxError {
        if (context == ParseContext.ACCEPT_LINE && !isWhole(line)) {
            throw new EOFError(-1, -1, "the statement has no end yet");
        }
        return super.parse(line, cursor, context);
    }

    /// What people type who do not know yet how to leave, in our words.
    private static final Map<String, String> PLEAS =
            Map.of("quit", "\\q", "exit", "\\q", "help", "\\?");

    /// Whether it is for the shell itself.
    static boolean isCommand(String text) {
        return meant(text).startsWith("\\");
    }

    /// The same, with a plain `quit`, `exit` or `help` as the command that is meant.
    static String meant(String text) {
        String word = text.strip().replaceAll("\\s*;$", "").toLowerCase(Locale.ROOT);
        return PLEAS.getOrDefault(word, text);
    }

    private static boolean isWhole(String line) {
        return line.isBlank() || isCommand(line) || Pieces.of(line).isDone();
    }
}
