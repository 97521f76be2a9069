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

    /// @param stopAtErrors whether what comes after an error is left out
    Script(Desk desk, BufferedReader lines, boolean stopAtErrors) {
        this.desk = desk;
        this.lines = lines;
        this.stopAtErrors = stopAtErrors;
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
        Backslash backslash = new Backslash(desk);
        boolean well = true;
        StringBuilder waiting = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            boolean command = line.startsWith("\\") && waiting.toString().isBlank();
            if (command) {
                Backslash.Outcome outcome = backslash.run(line);
                if (outcome == Backslash.Outcome.LEAVE) {
                    return well;
                }
                well &= outcome == Backslash.Outcome.WELL;
            } else {
                well &= statements(waiting.append(line).append('\n'));
            }
            if (!well && stopAtErrors) {
                return false;
            }
        }
        Pieces pieces = Pieces.of(waiting.toString());
        return pieces.isDone() ? well : desk.run(pieces.rest().strip()) && well;
    }

    private boolean statements(StringBuilder waiting) throws IOException {
        if (waiting.indexOf(";") < 0) {
            return true;
        }
        Pieces pieces = Pieces.of(waiting.toString());
        waiting.setLength(0);
        waiting.append(pieces.rest());
        boolean well = true;
        for (String statement : pieces.complete()) {
            well &= desk.run(statement);
            if (!well && stopAtErrors) {
                return false;
            }
        }
        return well;
    }
}
