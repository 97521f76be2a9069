package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.expression.SetCall;
import dev.isochron.sql.expression.SetRoutine;
import dev.isochron.sql.function.json.RecordRows;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// Functions in FROM whose columns the query declares: `json_to_record(…) AS t(a int, b text)`.
final class Records {

    private Records() {}

    /// The call with its columns; any other call as it is.
    ///
    /// @throws SqlException if columns are declared where there are some, or not where there are
    ///   none
    static Expression of(
            Expression bound, List<FromItem.FunctionColumn> definitions, int position) {
        boolean isRecord =
                bound instanceof SetCall call
                        && call.routine().columns().isEmpty()
                        && call.type().id() == SqlType.RECORD.id();
        if (!isRecord && definitions.isEmpty()) {
            return bound;
        }
        if (!isRecord) {
            throw SqlException.at(
                    position,
                    SqlCode.SYNTAX_ERROR,
                    "a column definition list is only allowed for functions returning \"record\"");
        }
        if (definitions.isEmpty()) {
            throw SqlException.at(
                    position,
                    SqlCode.SYNTAX_ERROR,
                    "a column definition list is required for functions returning \"record\"");
        }
        SetCall call = (SetCall) bound;
        List<OutputColumn> columns = new ArrayList<>();
        for (FromItem.FunctionColumn column : definitions) {
            columns.add(new OutputColumn(column.name().text(), WrittenTypes.of(column.type())));
        }
        SetRoutine routine = call.routine();
        return new SetCall(
                new SetRoutine(
                        routine.signature(),
                        columns,
                        routine.volatility(),
                        routine.isStrict(),
                        RecordRows.of(routine.signature().name(), columns)),
                call.arguments(),
                call.type());
    }
}
