package dev.isochron.sql.bind;

import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.OuterValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query that is run by itself, and what it takes from the row of the query around it.
final class Frame {

    private final @Nullable Scope around;
    private final List<Expression> captured = new ArrayList<>();

    /// @param around the names of the query around it, or null
    Frame(@Nullable Scope around) {
        this.around = around;
    }

    @Nullable Scope around() {
        return around;
    }

    /// What the query around it hands over for each run.
    List<Expression> captured() {
        return List.copyOf(captured);
    }

    /// The value of an expression over the row around it.
    Expression outer(Expression value, String name) {
        int at = captured.indexOf(value);
        if (at < 0) {
            at = captured.size();
            captured.add(value);
        }
        return new OuterValue(at, value.type(), name);
    }
}
