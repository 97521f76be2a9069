package dev.isochron.sql.session;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// Where a session's answers go.
///
/// It holds answers back for a while, so that they can be taken back; it waits when the client does
/// not read them.
public interface Output {

    /// Where the answers stand.
    long mark();

    /// Takes back everything since the mark.
    ///
    /// @return false if some of it has left; nothing is taken back then
    boolean rewind(long mark);

    void parsed();

    void bound();

    void closed();

    /// Types of a statement's parameters.
    void parameters(List<SqlType> types);

    /// What rows will look like.
    void describe(List<Column> columns, Formats formats);

    /// There will be no rows.
    void noRows();

    /// The next rows are of these columns.
    ///
    /// @param settings how their values are written
    void rows(List<Column> columns, Formats formats, FormatSettings settings);

    /// A row of what [#rows] announced.
    void row(Value[] values);

    /// A statement is done.
    void complete(String tag);

    /// The statement was empty.
    void nothing();

    /// As many rows as were wanted have come; there may be more.
    void suspended();

    void notice(Severity severity, SqlError notice);

    /// Tells the client to send, and returns where its pieces come in.
    CopySource copyIn(boolean binary, int columns);

    /// Announces a copy; pieces follow by [#copyPiece], and [#copyDone] at the end.
    void copyOut(boolean binary, int columns);

    void copyPiece(byte[] bytes, int length);

    void copyDone();

    /// How loud a notice is.
    enum Severity {
        DEBUG,
        LOG,
        NOTICE,
        INFO,
        WARNING
    }
}
