package dev.isochron.sql.resolve;

import dev.isochron.sql.function.compare.Comparisons;
import dev.isochron.sql.function.number.NumberFunctions;
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
        return to.routines();
    }
}
