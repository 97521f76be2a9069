package dev.isochron.sql.function.json;

import dev.isochron.sql.routine.Definer;

/// Everything on JSON.
public final class JsonFunctions {

    private JsonFunctions() {}

    /// Declares it.
    public static void define(Definer to) {
        PathFunctions.define(to);
        ContainFunctions.define(to);
        ChangeFunctions.define(to);
        BuildFunctions.define(to);
        ExpandFunctions.define(to);
    }
}
