package dev.isochron.node.console;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hears what a query comes to, in order: for each of its statements columns and rows if it has
/// any, and then that it is done; or one error, which ends all.
public interface Listener {

    /// A column of a result.
    ///
    /// @param type its oid
    record Column(String name, int type) {}

    /// Rows with these columns follow.
    void columns(List<Column> columns) throws IOException;

    /// One row, as text; null for NULL.
    void row(List<@Nullable String> values) throws IOException;

    /// A statement is done.
    ///
    /// @param tag e.g. `INSERT 0 1`; empty for an empty statement
    void done(String tag) throws IOException;

    /// A statement failed, and those after it are not run.
    void failed(Told error) throws IOException;

    /// The server says something by the way.
    void notice(Told notice) throws IOException;

    /// The server waits for rows of COPY; a piece of them, or null at their end.
    byte @Nullable [] copyIn() throws IOException;

    /// A piece of what COPY gives.
    void copyOut(byte[] piece) throws IOException;
}
