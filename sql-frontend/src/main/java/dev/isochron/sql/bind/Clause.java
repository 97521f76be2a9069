package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;

/// Where an expression stands, which decides what may be in it.
///
/// @param name as errors call it
/// @param aggregates whether aggregate functions may be called
/// @param sets whether functions may be called that give rows
record Clause(String name, boolean aggregates, boolean sets) {
    static final Clause SELECT = new Clause("SELECT", true, true);
    static final Clause WHERE = new Clause("WHERE", false, false);
    static final Clause HAVING = new Clause("HAVING", true, false);
    static final Clause GROUP_BY = new Clause("GROUP BY", false, true);
    static final Clause ORDER_BY = new Clause("ORDER BY", true, true);
    static final Clause JOIN = new Clause("JOIN conditions", false, false);
    static final Clause VALUES = new Clause("VALUES", false, false);
    static final Clause LIMIT = new Clause("LIMIT", false, false);
    static final Clause FROM = new Clause("functions in FROM", false, true);
    static final Clause SET = new Clause("UPDATE", false, false);
    static final Clause RETURNING = new Clause("RETURNING", false, false);
    static final Clause WINDOW = new Clause("window definitions", true, false);
    static final Clause WINDOW_ARGUMENTS = new Clause("window function calls", true, false);
    static final Clause AGGREGATE = new Clause("aggregate function calls", false, false);
    static final Clause FILTER = new Clause("FILTER", false, false);
    static final Clause CHECK = new Clause("check constraints", false, false);
    static final Clause DEFAULT = new Clause("DEFAULT expressions", false, false);

    /// As errors call it that are about a condition.
    String conditionName() {
        return equals(CHECK) ? "CHECK" : equals(JOIN) ? "JOIN/ON" : name;
    }

    /// Refuses aggregates where there may be none.
    void requireAggregates(int position) {
        if (equals(AGGREGATE)) {
            throw SqlException.at(
                    position, SqlCode.GROUPING_ERROR, "aggregate function calls cannot be nested");
        }
        if (!aggregates) {
            throw SqlException.at(
                    position,
                    SqlCode.GROUPING_ERROR,
                    "aggregate functions are not allowed in " + name);
        }
    }

    /// Refuses subqueries where there may be none: a row alone decides there.
    void requireSubqueries(int position) {
        String where =
                equals(CHECK) ? "check constraint" : equals(DEFAULT) ? "DEFAULT expression" : "";
        if (!where.isEmpty()) {
            throw SqlException.at(
                    position, SqlCode.FEATURE_NOT_SUPPORTED, "cannot use subquery in " + where);
        }
    }

    /// Refuses calls over windows where there may be none.
    void requireWindows(int position) {
        if (equals(AGGREGATE)) {
            throw SqlException.at(
                    position,
                    SqlCode.GROUPING_ERROR,
                    "aggregate function calls cannot contain window function calls");
        }
        if (equals(WINDOW_ARGUMENTS)) {
            throw SqlException.at(
                    position, SqlCode.WINDOWING_ERROR, "window function calls cannot be nested");
        }
        if (!equals(SELECT) && !equals(ORDER_BY)) {
            throw SqlException.at(
                    position,
                    SqlCode.WINDOWING_ERROR,
                    "window functions are not allowed in " + name);
        }
    }
}
