package dev.isochron.node.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a person or a script works at: the line, how results are written, what was run last.
final class Desk implements AutoCloseable {

    private final List<Address> places;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Supplier<@Nullable String> input;

    /// Read by the one who cancels, too.
    private volatile Line line;

    private Format format;
    private boolean timing;
    private long rows;
    private String last = "";

    /// What is read and written.
    ///
    /// @param input lines for COPY, null at their end
    record Papers(PrintWriter out, PrintWriter err, Supplier<@Nullable String> input) {}

    /// @param places where to look for a server when the line breaks; if there is none, that is an
    ///   error
    Desk(Line line, List<Address> places, Format format, Papers papers) {
        this.line = line;
        this.places = List.copyOf(places);
        this.format = format;
        this.out = papers.out();
        this.err = papers.err();
        this.input = papers.input();
    }

    /// Runs a statement; false if it failed.
    boolean run(String statement) throws IOException {
        last = statement;
        long start = System.nanoTime();
        boolean well = quietly(statement);
        if (timing) {
            out.printf("Time: %.3f ms%n", (System.nanoTime() - start) / 1e6);
            out.flush();
        }
        return well;
    }

    /// Runs a statement that nobody typed.
    boolean quietly(String statement) throws IOException {
        if (line.isBroken() && !connectAgain()) {
            return false;
        }
        Turn turn = new Turn(statement, out, err, format.printer(out), input);
        try {
            boolean well = turn.run(line);
            rows = turn.rows();
            return well;
        } catch (IOException broken) {
            line.close();
            if (places.isEmpty()) {
                throw broken;
            }
            complain("the connection broke; whether this took effect is not known");
            connectAgain();
            return false;
        }
    }

    /// At the first place where a server answers; a transaction that was open is gone.
    private boolean connectAgain() {
        String database = line.address().database();
        String why = "";
        for (Address place : places) {
            try {
                line = Line.open(place.withDatabase(database));
                complain("connected again, as " + line.address());
                return true;
            } catch (IOException e) {
                why = place + ": " + e.getMessage();
            }
        }
        complain("no server answers (" + why + "); the next statement tries again");
        return false;
    }

    private void complain(String text) {
        out.flush();
        err.println(text);
        err.flush();
    }

    /// How many rows came last.
    long rows() {
        return rows;
    }

    /// Where statements go.
    Line line() {
        return line;
    }

    /// Where results go.
    PrintWriter out() {
        return out;
    }

    /// Where complaints go.
    PrintWriter err() {
        return err;
    }

    /// What was run last.
    String last() {
        return last;
    }

    /// How results are written.
    Format format() {
        return format;
    }

    /// Writes results in another way.
    void use(Format other) {
        format = other;
    }

    /// Whether the time that statements take is told, the other way round now.
    boolean toggleTiming() {
        timing = !timing;
        return timing;
    }

    /// Goes to another database.
    void connect(String database) throws IOException {
        Line other = Line.open(line.address().withDatabase(database));
        line.close();
        line = other;
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
