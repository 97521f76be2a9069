package dev.isochron.sql.wire;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.BinaryFormat;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.session.Column;
import dev.isochron.sql.session.CopySource;
import dev.isochron.sql.session.Formats;
import dev.isochron.sql.session.Output;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.type.SqlType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A session's answers as messages.
final class WireOutput implements Output {
    private final FrontendReader in;
    private final Answers answers;
    private final MessageWriter out;
    private final SessionView view;
    private List<Column> columns = List.of();
    private Formats formats = Formats.TEXT;
    private FormatSettings settings = FormatSettings.DEFAULT;

    WireOutput(FrontendReader in, Answers answers, SessionView view) {
        this.in = in;
        this.answers = answers;
        this.out = answers.writer();
        this.view = view;
    }

    @Override
    public long mark() {
        return out.mark();
    }

    @Override
    public boolean rewind(long mark) {
        return out.rewind(mark);
    }

    @Override
    public void parsed() {
        answers.parsed();
    }

    @Override
    public void bound() {
        answers.bound();
    }

    @Override
    public void closed() {
        answers.closed();
    }

    @Override
    public void parameters(List<SqlType> types) {
        out.begin('t').int16(types.size());
        types.forEach(type -> out.int32(type.oid()));
        out.end();
    }

    @Override
    public void describe(List<Column> described, Formats asked) {
        out.begin('T').int16(described.size());
        for (int i = 0; i < described.size(); i++) {
            Column column = described.get(i);
            SqlType type = column.type();
            out.text(column.name())
                    .int32(column.table())
                    .int16(column.attribute())
                    .int32(type.oid())
                    .int16(type.size())
                    .int32(type.modifier())
                    .int16(asked.code(i));
        }
        out.end();
    }

    @Override
    public void noRows() {
        answers.noRows();
    }

    @Override
    public void rows(List<Column> next, Formats asked, FormatSettings written) {
        columns = next;
        formats = asked;
        settings = written;
    }

    @Override
    public void row(Value[] values) {
        out.begin('D').int16(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            value(values[i], columns.get(i).type(), formats.isBinary(i));
        }
        out.end();
    }

    private void value(Value value, SqlType type, boolean binary) {
        if (value.isNull()) {
            out.int32(-1);
        } else if (binary) {
            byte[] bytes = BinaryFormat.write(value, type);
            out.int32(bytes.length).bytes(bytes);
        } else if (value instanceof Value.Int(long number) && !type.id().isObjectAlias()) {
            out.sizedNumber(number);
        } else {
            out.sizedText(TextFormat.write(value, type, settings));
        }
    }

    @Override
    public void complete(String tag) {
        answers.complete(tag);
    }

    @Override
    public void nothing() {
        answers.nothing();
    }

    @Override
    public void suspended() {
        answers.suspended();
    }

    @Override
    public void notice(Severity severity, SqlError notice) {
        if (Loudness.isHeard(severity, view.settings())) {
            answers.notice(severity.name().toUpperCase(Locale.ROOT), notice);
        }
    }

    @Override
    public CopySource copyIn(boolean binary, int columnCount) {
        copy('G', binary, columnCount);
        out.flush();
        return this::piece;
    }

    @Override
    public void copyOut(boolean binary, int columnCount) {
        copy('H', binary, columnCount);
    }

    private void copy(char type, boolean binary, int columnCount) {
        int format = binary ? 1 : 0;
        out.begin(type).byte1(format).int16(columnCount);
        for (int i = 0; i < columnCount; i++) {
            out.int16(format);
        }
        out.end();
    }

    @Override
    public void copyPiece(byte[] bytes, int length) {
        out.begin('d').bytes(bytes, 0, length).end();
    }

    @Override
    public void copyDone() {
        out.begin('c').end();
    }

    private byte @Nullable [] piece() {
        while (true) {
            Frontend message = in.next();
            switch (message) {
                case Frontend.CopyPiece(Frontend.Sealed piece) -> {
                    return piece.bytes();
                }
                case Frontend.CopyDone _ -> {
                    return null;
                }
                case Frontend.CopyFail(String why) ->
                        throw SqlException.of(
                                SqlCode.QUERY_CANCELED, "COPY from stdin failed: " + why);
                case Frontend.Flush _, Frontend.Sync _ -> {}
                case Frontend.TooLong tooLong -> throw Conversation.tooLong(tooLong);
                case Frontend.Query _,
                        Frontend.Parse _,
                        Frontend.Bind _,
                        Frontend.Describe _,
                        Frontend.Execute _,
                        Frontend.Close _,
                        Frontend.Terminate _,
                        Frontend.Secret _,
                        Frontend.FunctionCall _ ->
                        throw Broken.protocol(
                                "unexpected message type '"
                                        + in.lastType()
                                        + "' during COPY from stdin");
            }
        }
    }
}
