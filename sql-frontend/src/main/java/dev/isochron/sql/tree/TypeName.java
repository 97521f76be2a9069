package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A type as it was written, with SQL's own words replaced by the catalog's names.
///
/// @param name e.g. `pg_catalog.int4` for `integer`, `pg_catalog.bpchar` for `char(n)`, and the
///   bare name for others
/// @param modifiers the numbers in parentheses: length, or precision and scale; `char` alone has 1
/// @param fields what an interval was limited to
/// @param dimensions how many pairs of brackets follow; 0 for no array
/// @param setOf whether SETOF was written
public record TypeName(
        QualifiedName name,
        List<Integer> modifiers,
        @Nullable IntervalFields fields,
        int dimensions,
        boolean setOf)
        implements Node {

    /// A type without modifiers.
    public static TypeName of(QualifiedName name) {
        return new TypeName(name, List.of(), null, 0, false);
    }

    @Override
    public int position() {
        return name.position();
    }

    /// The fields that an interval may be limited to.
    public enum IntervalFields {
        YEAR("year"),
        MONTH("month"),
        DAY("day"),
        HOUR("hour"),
        MINUTE("minute"),
        SECOND("second"),
        YEAR_TO_MONTH("year to month"),
        DAY_TO_HOUR("day to hour"),
        DAY_TO_MINUTE("day to minute"),
        DAY_TO_SECOND("day to second"),
        HOUR_TO_MINUTE("hour to minute"),
        HOUR_TO_SECOND("hour to second"),
        MINUTE_TO_SECOND("minute to second");

        private final String words;

        IntervalFields(String words) {
            this.words = words;
        }

        /// As it is written.
        public String words() {
            return words;
        }
    }
}
