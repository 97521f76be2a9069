package dev.isochron.sql.define;

/// When an index is filled beside the transaction that declares it, and how.
///
/// @param longTable tables with more rows than this are filled while others use them
/// @param atOnce rows that others wait for at a time
public record BuildLimits(int longTable, int atOnce) {

    /// A thousand rows are read in one request; some hundred are written in a few milliseconds.
    public static final BuildLimits USUAL = new BuildLimits(1024, 400);

    public BuildLimits {
        if (longTable < 1 || atOnce < 1) {
            throw new IllegalArgumentException(longTable + " rows, " + atOnce + " at once");
        }
    }
}
