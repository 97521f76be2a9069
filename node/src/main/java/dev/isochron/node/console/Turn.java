package dev.isochron.node.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One statement and what it comes to, printed as it comes.
final class Turn implements Listener {

    private final String statement;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Printer printer;

    /// Lines for COPY FROM STDIN, null at their end.
    private final Supplier<@Nullable String> input;

    private boolean inResult;
    private long rows;
    private boolean failed;

    Turn(
            String statement,
            PrintWriter out,
            PrintWriter err,
            Printer printer,
            Supplier<@Nullable String> input) {
        this.statement = statement;
        this.out = out;
        this.err = err;
        this.printer = printer;
        this.input = input;
    }

    /// Runs the statement; false if it failed.
    boolean run(Line line) throws IOException {
        line.run(statement, this);
        out.flush();
        err.flush();
        return !failed;
    }

    /// How many rows came.
    long rows() {
        return rows;
    }

    @Override
    public void columns(List<Column> columns) {
        inResult = true;
        printer.begin(columns);
    }

    @Override
    public void row(List<@Nullable String> values) {
        rows++;
        printer.row(values);
    }

    @Override
    public void done(String tag) {
        if (inResult) {
            printer.end();
        } else {
            printer.done(tag);
        }
        inResult = false;
    }

    @Override
    public void failed(Told error) {
        failed = true;
        if (inResult) {
            printer.end();
            inResult = false;
        }
        out.flush();
        err.print(error.text(statement));
        err.flush();
    }

    @Override
    public void notice(Told notice) {
        out.flush();
        err.print(notice.text(statement));
        err.flush();
    }

    @Override
    public byte @Nullable [] copyIn() {
        String line = input.get();
        if (line == null || line.equals("\\.")) {
            return null;
        }
        return (line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void copyOut(byte[] piece) {
        out.print(new String(piece, java.nio.charset.StandardCharsets.UTF_8));
    }
}
