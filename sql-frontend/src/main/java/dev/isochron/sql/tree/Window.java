package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands after OVER, or in a WINDOW clause.
///
/// @param base the window that it refines, or, if nothing else is there, that it is
/// @param byName whether it was `OVER name`, without parentheses
public record Window(
        @Nullable Name base,
        boolean byName,
        List<Expression> partitionBy,
        List<SortKey> orderBy,
        @Nullable Frame frame,
        int position)
        implements Node {

    /// A window with its name.
    public record Named(Name name, Window window) {}

    /// The rows around the current one.
    public record Frame(Unit unit, Bound start, @Nullable Bound end, Exclusion exclusion) {}

    /// What a frame counts.
    public enum Unit {
        RANGE,
        ROWS,
        GROUPS
    }

    /// What a frame leaves out.
    public enum Exclusion {
        NONE,
        CURRENT_ROW,
        GROUP,
        TIES
    }

    /// One end of a frame.
    ///
    /// @param offset the distance of the PRECEDING and FOLLOWING that have one
    public record Bound(Side side, @Nullable Expression offset) {}

    /// Where a frame ends.
    public enum Side {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING
    }
}
