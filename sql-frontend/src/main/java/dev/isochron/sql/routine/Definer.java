package dev.isochron.sql.routine;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.AggregateRoutine;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.expression.Callable;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.expression.Routine;
import dev.isochron.sql.expression.SetRoutine;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Takes the declarations of functions and operators.
///
/// A declaration reads `name(type, …) result`; of an operator the name is its characters, and one
/// with one parameter stands before its operand. Unless it says otherwise a routine is immutable
/// and gives null for null.
public final class Definer {

    private final List<Callable> functions = new ArrayList<>();
    private final List<Routine> operators = new ArrayList<>();

    /// A function of its arguments alone.
    public Definer function(String declaration, Body body) {
        return add(declaration, Volatility.IMMUTABLE, true, body);
    }

    /// A function that also depends on the session, the statement or the catalog.
    public Definer stable(String declaration, Body body) {
        return add(declaration, Volatility.STABLE, true, body);
    }

    /// A function that gives something else each time, or has effects.
    public Definer changing(String declaration, Body body) {
        return add(declaration, Volatility.VOLATILE, true, body);
    }

    /// A function that is called even if arguments are null.
    public Definer nullable(String declaration, Volatility volatility, Body body) {
        return add(declaration, volatility, false, body);
    }

    /// A function that has to know the types of its arguments, and is called even if they are null.
    public Definer typed(
            String declaration, Volatility volatility, Function<List<SqlType>, Body> body) {
        return add(declaration, volatility, false, typed(body));
    }

    /// A function that has to know the types of its arguments, and gives null for null.
    public Definer typedStrict(
            String declaration, Volatility volatility, Function<List<SqlType>, Body> body) {
        return add(declaration, volatility, true, typed(body));
    }

    private static Body typed(Function<List<SqlType>, Body> body) {
        return new Body() {
            @Override
            public Value apply(Value[] in, Env env) {
                throw new IllegalStateException("called without saying of which types");
            }

            @Override
            public Body forTypes(List<SqlType> argumentTypes) {
                return body.apply(argumentTypes);
            }
        };
    }

    private Definer add(String declaration, Volatility volatility, boolean strict, Body body) {
        functions.add(new Routine(Signatures.parse(declaration), volatility, strict, body));
        return this;
    }

    /// An operator, and what is behind it.
    public Definer operator(String declaration, Body body) {
        return operator(declaration, Volatility.IMMUTABLE, true, body);
    }

    /// An operator that says how reliable it is, and whether it gives null for null.
    public Definer operator(String declaration, Volatility volatility, boolean strict, Body body) {
        operators.add(new Routine(Signatures.parse(declaration), volatility, strict, body));
        return this;
    }

    /// An operator and a function that do the same.
    ///
    /// @param name of the function
    public Definer both(String name, String operator, Body body) {
        int open = operator.indexOf('(');
        return operator(operator, body).function(name + operator.substring(open), body);
    }

    /// A function that gives rows of one column.
    public Definer set(String declaration, Volatility volatility, SetRoutine.Rows rows) {
        functions.add(
                new SetRoutine(Signatures.parse(declaration), List.of(), volatility, true, rows));
        return this;
    }

    /// A function that gives rows of one column, and is called even if arguments are null.
    public Definer nullableSet(String declaration, Volatility volatility, SetRoutine.Rows rows) {
        functions.add(
                new SetRoutine(Signatures.parse(declaration), List.of(), volatility, false, rows));
        return this;
    }

    /// A function that gives rows of several columns; its result is `record`.
    ///
    /// @param columns such as `key text, value jsonb`
    public Definer table(String declaration, String columns, SetRoutine.Rows rows) {
        List<OutputColumn> outputs = new ArrayList<>();
        for (String column : columns.split(",", -1)) {
            String stripped = column.strip();
            int blank = stripped.indexOf(' ');
            outputs.add(
                    new OutputColumn(
                            stripped.substring(0, blank),
                            Signatures.type(stripped.substring(blank + 1).strip())));
        }
        functions.add(
                new SetRoutine(
                        Signatures.parse(declaration), outputs, Volatility.STABLE, true, rows));
        return this;
    }

    /// A function of many rows.
    ///
    /// @param strict whether rows are passed over in which an argument is null
    public Definer aggregate(String declaration, boolean strict, AggregateRoutine.Start start) {
        functions.add(new AggregateRoutine(Signatures.parse(declaration), strict, start));
        return this;
    }

    /// All that was declared.
    public Routines routines() {
        return Routines.of(functions, operators);
    }
}
