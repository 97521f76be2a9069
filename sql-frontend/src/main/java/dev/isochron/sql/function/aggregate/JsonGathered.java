package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.function.json.JsonOf;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.json.JsonText;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.List;

/// `json_agg`, `json_object_agg` and their like for `jsonb`.
final class JsonGathered implements Accumulator {

    private final List<SqlType> types;
    private final boolean isObject;
    private final boolean isB;
    private final StringBuilder text = new StringBuilder();
    private boolean isEmpty = true;

    private JsonGathered(List<SqlType> types, boolean isObject, boolean isB) {
        this.types = types;
        this.isObject = isObject;
        this.isB = isB;
    }

    static JsonGathered array(List<SqlType> types, boolean isB) {
        return new JsonGathered(types, false, isB);
    }

    static JsonGathered object(List<SqlType> types, boolean isB) {
        return new JsonGathered(types, true, isB);
    }

    @Override
    public void add(Value[] arguments, Env env) {
        text.append(isEmpty ? "" : separator());
        isEmpty = false;
        if (isObject) {
            text.append(key(arguments[0], env)).append(" : ");
            text.append(JsonOf.text(arguments[1], types.get(1), env));
        } else {
            text.append(JsonOf.text(arguments[0], types.getFirst(), env));
        }
    }

    /// Containers begin a new line.
    private String separator() {
        SqlType type = types.getFirst();
        return !isObject && (type.isArray() || type.is(TypeId.RECORD)) ? ", \n " : ", ";
    }

    private String key(Value value, Env env) {
        if (value.isNull()) {
            throw SqlException.of(SqlCode.INVALID_PARAMETER_VALUE, "field name must not be null");
        }
        return JsonText.quoted(
                value instanceof Value.Bool(boolean truth)
                        ? Boolean.toString(truth)
                        : TextFormat.write(value, types.getFirst(), env.format()));
    }

    @Override
    public Value result(Env env) {
        if (isEmpty) {
            return Value.Null.NULL;
        }
        String whole = isObject ? "{ " + text + " }" : "[" + text + "]";
        return Value.of(isB ? JsonText.write(JsonParser.parse(whole)) : whole);
    }

    @Override
    public List<Value> state() {
        return isEmpty ? List.of() : List.of(Value.of(text.toString()));
    }

    @Override
    public void merge(List<Value> state, Env env) {
        if (!state.isEmpty()) {
            text.append(isEmpty ? "" : separator()).append(Args.text(state.getFirst()));
            isEmpty = false;
        }
    }

    @Override
    public long heldBytes() {
        return 2L * text.capacity();
    }
}
