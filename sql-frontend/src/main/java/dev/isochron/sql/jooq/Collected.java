package dev.isochron.sql.jooq;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.session.Column;
import dev.isochron.sql.session.CopySource;
import dev.isochron.sql.session.Formats;
import dev.isochron.sql.session.Output;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockResult;
import org.jspecify.annotations.Nullable;

/// The answers to one statement, held in memory.
final class Collected implements Output {
    private static final DSLContext MAKER = DSL.using(SQLDialect.POSTGRES);

    private final SessionView view;
    private final List<Value[]> rows = new ArrayList<>();
    private @Nullable List<Column> columns;
    private String tag = "";

    Collected(SessionView view) {
        this.view = view;
    }

    /// All of it, as jOOQ takes it.
    MockResult result() {
        List<Column> shape = columns;
        if (shape == null) {
            return new MockResult(count());
        }
        List<Field<?>> fields = new ArrayList<>();
        shape.forEach(
                each -> fields.add(DSL.field(DSL.name(each.name()), JooqValues.type(each.type()))));
        Result<Record> result = MAKER.newResult(fields);
        FormatSettings settings = view.format().withByteaHex(true);
        for (Value[] row : rows) {
            Record made = MAKER.newRecord(fields);
            @Nullable Object[] objects = new Object[row.length];
            for (int i = 0; i < row.length; i++) {
                objects[i] = JooqValues.object(row[i], shape.get(i).type(), settings);
            }
            made.fromArray(objects);
            result.add(made);
        }
        return new MockResult(rows.size(), result);
    }

    /// `INSERT 0 3` and `UPDATE 3` end with it; other commands change no rows.
    private int count() {
        String last = tag.substring(tag.lastIndexOf(' ') + 1);
        return !last.isEmpty() && last.chars().allMatch(Character::isDigit)
                ? Integer.parseInt(last)
                : 0;
    }

    @Override
    public long mark() {
        return rows.size();
    }

    @Override
    public boolean rewind(long mark) {
        rows.subList((int) mark, rows.size()).clear();
        return true;
    }

    @Override
    public void describe(List<Column> described, Formats formats) {
        columns = described;
    }

    @Override
    public void rows(List<Column> given, Formats formats, FormatSettings settings) {
        columns = given;
    }

    @Override
    public void row(Value[] values) {
        rows.add(values.clone());
    }

    @Override
    public void complete(String done) {
        tag = done;
    }

    @Override
    public CopySource copyIn(boolean binary, int width) {
        throw copy();
    }

    @Override
    public void copyOut(boolean binary, int width) {
        throw copy();
    }

    private static SqlException copy() {
        return SqlException.of(SqlCode.FEATURE_NOT_SUPPORTED, "COPY through jOOQ is not supported");
    }

    @Override
    public void copyPiece(byte[] bytes, int length) {
        // None is ever announced.
    }

    @Override
    public void copyDone() {
        // None is ever announced.
    }

    @Override
    public void notice(Severity severity, SqlError notice) {
        // jOOQ has no ear for them here.
    }

    @Override
    public void parsed() {
        // It was asked for, and it goes on.
    }

    @Override
    public void bound() {
        // It was asked for, and it goes on.
    }

    @Override
    public void closed() {
        // It was asked for, and it goes on.
    }

    @Override
    public void parameters(List<SqlType> types) {
        // Nobody asks.
    }

    @Override
    public void noRows() {
        // There are no columns then.
    }

    @Override
    public void nothing() {
        // There are no columns then.
    }

    @Override
    public void suspended() {
        // All rows are asked for.
    }
}
