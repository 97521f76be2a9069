package dev.isochron.node.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Statements and backslash commands from a file, one after the other.
final class Script {

    private final Desk desk;
    private final BufferedReader lines;
    private final boolean stopAtErrors;
    private final Backslash backslash;

    /// @param stopAtErrors whether what comes after an error is left out
    Script(Desk desk, BufferedReader lines, boolean stopAtErrors) {
        this.desk = desk;
        this.lines = lines;
        this.stopAtErrors = stopAtErrors;
        this.backslash = new Backslash(desk);
    }

    /// A line of the input, for COPY; null at the end.
    static @Nullable String next(BufferedReader lines) {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs all of it; false if something failed.
    boolean run() throws IOException {
        boolean well = true;
        StringBuilder waiting = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            boolean command = line.startsWith("\\") && waiting.toString().isBlank();
            if (command) {
                waiting.setLength(0);
            }
            switch (command ? backslash.run(line) : pieces(waiting.append(line).append('\n'))) {
                case LEAVE -> {
                    return well;
                }
                case FAILED -> well = false;
                case WELL -> {}
            }
            if (!well && stopAtErrors) {
                return false;
            }
        }
        Pieces pieces = Pieces.of(waiting.toString());
        return pieces.isDone() ? well : desk.run(pieces.rest().strip()) && well;
    }

    private Backslash.Outcome pieces(StringBuilder waiting) throws IOException {
        if (waiting.indexOf(";") < 0 && waiting.indexOf("\\") < 0) {
            return Backslash.Outcome.WELL;
        }
        Pieces pieces = Pieces.of(waiting.toString());
        waiting.setLength(0);
        waiting.append(pieces.rest());
        Backslash.Outcome worst = Backslash.Outcome.WELL;
        for (String piece : pieces.complete()) {
            Backslash.Outcome outcome = backslash.piece(piece);
            if (outcome == Backslash.Outcome.LEAVE) {
                return outcome;
            }
            if (outcome == Backslash.Outcome.FAILED) {
                worst = outcome;
                if (stopAtErrors) {
                    return worst;
                }
            }
        }
        return worst;
    }
}
