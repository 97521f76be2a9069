package dev.isochron.sql.function.json;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.CastContext;
import dev.isochron.sql.cast.Casts;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.SetRoutine;
import dev.isochron.sql.json.JsonMembers;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.json.JsonValue;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// JSON as rows whose columns the query declares: `json_to_recordset(…) AS t(a int, b text)`.
public final class RecordRows {

    private final String function;
    private final List<OutputColumn> columns;

    private RecordRows(String function, List<OutputColumn> columns) {
        this.function = function;
        this.columns = columns;
    }

    /// What the function of this name gives with these columns.
    public static SetRoutine.Rows of(String function, List<OutputColumn> columns) {
        RecordRows rows = new RecordRows(function, columns);
        return function.endsWith("set") ? rows::all : rows::one;
    }

    private RowSource one(Value[] in, Env env) {
        if (in[0].isNull()) {
            Value[] nulls = new Value[columns.size()];
            Arrays.fill(nulls, Value.Null.NULL);
            return RowSource.of(List.<Value[]>of(nulls).iterator());
        }
        String json = Args.text(in[0]);
        char kind = JsonMembers.kind(json);
        if (kind != '{') {
            throw BuildFunctions.invalid(
                    "cannot call populate_composite on " + (kind == '[' ? "an array" : "a scalar"));
        }
        return RowSource.of(List.<Value[]>of(row(json, env)).iterator());
    }

    private RowSource all(Value[] in, Env env) {
        if (in[0].isNull()) {
            return RowSource.EMPTY;
        }
        String json = Args.text(in[0]);
        char kind = JsonMembers.kind(json);
        if (kind != '[') {
            boolean isB = function.startsWith("jsonb");
            String found = isB ? "a non-array" : kind == '{' ? "an object" : "a scalar";
            throw BuildFunctions.invalid("cannot call " + function + " on " + found);
        }
        List<Value[]> rows = new ArrayList<>();
        for (JsonMembers.Member member : JsonMembers.of(json)) {
            if (JsonMembers.kind(member.text()) != '{') {
                throw BuildFunctions.invalid(
                        "argument of " + function + " must be an array of objects");
            }
            rows.add(row(member.text(), env));
        }
        return RowSource.of(rows.iterator());
    }

    private Value[] row(String json, Env env) {
        Map<String, String> members = new TreeMap<>();
        for (JsonMembers.Member member : JsonMembers.of(json)) {
            members.put(String.valueOf(member.key()), member.text());
        }
        Value[] row = new Value[columns.size()];
        for (int i = 0; i < row.length; i++) {
            OutputColumn column = columns.get(i);
            row[i] = value(members.get(column.name()), column.type(), env);
        }
        return row;
    }

    private static Value value(@Nullable String json, SqlType type, Env env) {
        if (json == null || json.equals("null")) {
            return Value.Null.NULL;
        }
        if (type.is(TypeId.JSON) || type.is(TypeId.JSONB)) {
            return type.is(TypeId.JSON) ? Value.of(json) : Jsonb.of(JsonParser.parse(json));
        }
        char kind = JsonMembers.kind(json);
        SqlType element = type.isArray() ? type.element().orElseThrow() : null;
        if (element != null && kind != '"') {
            return array(json, kind, element, env);
        }
        String text =
                kind == '"' && JsonParser.parse(json) instanceof JsonValue.JsonString(String string)
                        ? string
                        : json;
        Value read =
                Casts.read(type, CastContext.ASSIGNMENT).conversion().apply(Value.of(text), env);
        return Casts.fit(type, false).map(fit -> fit.apply(read, env)).orElse(read);
    }

    private static Value array(String json, char kind, SqlType element, Env env) {
        if (kind != '[') {
            throw SqlException.of(SqlCode.INVALID_TEXT_REPRESENTATION, "expected JSON array");
        }
        List<Value> elements = new ArrayList<>();
        for (JsonMembers.Member member : JsonMembers.of(json)) {
            if (JsonMembers.kind(member.text()) == '[' && !element.is(TypeId.JSONB)) {
                throw SqlException.unsupported(0, "arrays of more than one dimension are");
            }
            elements.add(value(member.text(), element, env));
        }
        return new Value.Array(elements);
    }
}
