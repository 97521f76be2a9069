package dev.isochron.sql.time;

import org.jspecify.annotations.Nullable;

/// The units of an interval, by the words that name them.
public enum IntervalUnit {
    MICROSECOND("microsecond us usec usecs usecond useconds microseconds microsecon"),
    MILLISECOND("millisecond ms msec msecs msecond mseconds milliseconds millisecon"),
    SECOND("second s sec secs seconds"),
    MINUTE("minute m min mins minutes"),
    HOUR("hour h hr hrs hours"),
    DAY("day d days"),
    WEEK("week w weeks"),
    MONTH("month mon mons months"),
    QUARTER(""),
    YEAR("year y yr yrs years"),
    DECADE("decade dec decs decades"),
    CENTURY("century c cent centuries"),
    MILLENNIUM("millennium mil mils millennia");

    private final String words;

    IntervalUnit(String words) {
        this.words = " " + words + " ";
    }

    /// The unit of a lower-case word, or null; a quarter is no unit of an interval.
    public static @Nullable IntervalUnit of(String word) {
        for (IntervalUnit unit : values()) {
            if (!word.isEmpty() && unit.words.contains(" " + word + " ")) {
                return unit;
            }
        }
        return null;
    }
}
