package dev.isochron.node.console;

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

    private static boolean isWhole(String line) {
        return line.isBlank() || line.startsWith("\\") || Pieces.of(line).isDone();
    }
}
