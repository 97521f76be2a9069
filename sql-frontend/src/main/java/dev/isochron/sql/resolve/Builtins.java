package dev.isochron.sql.resolve;

import dev.isochron.sql.function.aggregate.Aggregates;
import dev.isochron.sql.function.array.ArrayFunctions;
import dev.isochron.sql.function.compare.Comparisons;
import dev.isochron.sql.function.datetime.DateTimeFunctions;
import dev.isochron.sql.function.json.JsonFunctions;
import dev.isochron.sql.function.number.NumberFunctions;
import dev.isochron.sql.function.system.SessionFunctions;
import dev.isochron.sql.function.text.TextFunctions;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.routine.Routines;

/// All functions and operators that need nothing but their arguments and the session.
public final class Builtins {

    /// What every session finds; packages with functions of their own add to it.
    public static final Routines ALL = define();

    private Builtins() {}

    private static Routines define() {
        Definer to = new Definer();
        Comparisons.define(to);
        NumberFunctions.define(to);
        TextFunctions.define(to);
        DateTimeFunctions.define(to);
        JsonFunctions.define(to);
        ArrayFunctions.define(to);
        SessionFunctions.define(to);
        Aggregates.define(to);
        return to.routines();
    }
}
