package dev.isochron.protocol.program;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.schema.ColumnId;
import java.util.List;
import java.util.Optional;

/// Lets the rows pass that a program does not leave out.
public final class Sieve {

    private final Evaluator evaluator;
    private final List<ColumnId> kept;

    /// @throws IllegalArgumentException if it is a program that gathers
    public Sieve(Program program) {
        this.evaluator = new Evaluator(program);
        if (!(program.output() instanceof Output.Rows(List<ColumnId> columns))) {
            throw new IllegalArgumentException("groups do not pass one by one");
        }
        this.kept = columns;
    }

    /// What is sent of a row; nothing if it does not pass.
    ///
    /// @throws RuntimeException if key or row are not what the program says
    public Optional<byte[]> passed(Key key, byte[] row) {
        boolean passes =
                evaluator.turnTo(key, row)
                        && switch (evaluator.verdict()) {
                            case TRUE, NONE -> true;
                            case FALSE, UNKNOWN -> false;
                        };
        if (!passes) {
            return Optional.empty();
        }
        Row whole = Row.parse(row);
        boolean isMore = whole.columns() > kept.size();
        return Optional.of(isMore ? whole.only(kept).toBytes() : row);
    }
}
