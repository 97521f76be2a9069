package dev.isochron.sql.time;

/// Which of three numbers in a date is what: the second half of `DateStyle`.
public enum DateOrder {
    MONTH_DAY_YEAR,
    DAY_MONTH_YEAR,
    YEAR_MONTH_DAY
}
