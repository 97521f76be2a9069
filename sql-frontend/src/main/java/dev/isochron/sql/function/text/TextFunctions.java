package dev.isochron.sql.function.text;

import dev.isochron.sql.routine.Definer;

/// Everything on texts and bytes.
public final class TextFunctions {

    private TextFunctions() {}

    /// Declares it.
    public static void define(Definer to) {
        CharacterFunctions.define(to);
        PieceFunctions.define(to);
        JoinFunctions.define(to);
        ByteFunctions.define(to);
        BitFunctions.define(to);
        LikeFunctions.define(to);
        RegexFunctions.define(to);
        RegexPlaces.define(to);
    }
}
