package dev.isochron.sql.tree;

import java.util.List;

/// EXPLAIN; the words ANALYZE and VERBOSE without parentheses are options, too.
public record Explain(List<Option> options, Statement statement, int position)
        implements Statement {

    /// Whether an option was switched on; the last one counts.
    public boolean has(String name) {
        return has(name, false);
    }

    /// Whether an option is on.
    ///
    /// @param otherwise what it is if nothing is said of it
    public boolean has(String name, boolean otherwise) {
        boolean on = otherwise;
        for (Option option : options) {
            if (option.name().text().equals(name)) {
                on = option.isOn();
            }
        }
        return on;
    }
}
