package dev.isochron.node.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes one result after the other.
interface Printer {

    /// A result with these columns begins.
    void begin(List<Listener.Column> columns);

    /// One row of it.
    void row(List<@Nullable String> values);

    /// It ends.
    void end();

    /// A statement without a result is done.
    void done(String tag);
}
