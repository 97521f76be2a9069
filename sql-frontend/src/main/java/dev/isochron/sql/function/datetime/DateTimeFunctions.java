package dev.isochron.sql.function.datetime;

import dev.isochron.sql.routine.Definer;

/// Everything on dates and times.
public final class DateTimeFunctions {

    private DateTimeFunctions() {}

    /// Declares it.
    public static void define(Definer to) {
        PresentFunctions.define(to);
        MomentMath.define(to);
        IntervalMath.define(to);
        FieldFunctions.define(to);
        TruncateFunctions.define(to);
        AgeFunctions.define(to);
        MakeFunctions.define(to);
        ZoneFunctions.define(to);
        TemplateFunctions.define(to);
    }
}
