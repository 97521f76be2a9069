package dev.isochron.sql.plan;

import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.run.Sargs;
import dev.isochron.sql.store.Layout;
import java.util.List;

/// A way to some rows of a table.
///
/// @param layout that is read
/// @param sargs which part of it
/// @param rest the conditions that the part does not see to
/// @param unseen those of `rest` of which the part says nothing
/// @param isPoint whether the part is one key of the table, or a few
/// @param rows about how many there are in the part
record Path(
        Layout layout,
        Sargs sargs,
        List<Expression> rest,
        List<Expression> unseen,
        boolean isPoint,
        double rows) {
    Path {
        rest = List.copyOf(rest);
        unseen = List.copyOf(unseen);
    }
}
