package dev.isochron.sql.run;

import dev.isochron.sql.expression.RowSource;

/// Rows that come from others, and end with them.
abstract class Passing implements RowSource {

    private final RowSource below;

    Passing(RowSource below) {
        this.below = below;
    }

    @Override
    public void close() {
        below.close();
    }
}
