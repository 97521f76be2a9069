package dev.isochron.sql.format;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.type.Refusal;
import dev.isochron.sql.type.SqlType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Arrays of one dimension in binary: dimensions, a flag for nulls, the element's type, then each
/// element behind its length.
final class BinaryArrays {

    private static final int HEADER = 5 * Integer.BYTES;
    private static final int EMPTY_HEADER = 3 * Integer.BYTES;
    private static final int NULL_LENGTH = -1;

    private BinaryArrays() {}

    static Value read(ByteBuffer in, SqlType type) {
        SqlType element = type.element().orElseThrow();
        if (in.remaining() < EMPTY_HEADER) {
            throw tooShort();
        }
        int dimensions = in.getInt();
        in.getInt();
        int oid = in.getInt();
        if (oid != element.oid()) {
            throw SqlException.of(SqlCode.DATATYPE_MISMATCH, "wrong element type");
        }
        if (dimensions == 0) {
            return new Value.Array(List.of());
        }
        if (dimensions != 1) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "arrays of more than one dimension are not supported");
        }
        if (in.remaining() < 2 * Integer.BYTES) {
            throw tooShort();
        }
        int count = in.getInt();
        in.getInt();
        if (count < 0 || count > Value.Array.MAX_ELEMENTS) {
            throw Refusal.invalidBinary("invalid array size " + count);
        }
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(readElement(in, element));
        }
        return new Value.Array(elements);
    }

    private static Value readElement(ByteBuffer in, SqlType element) {
        if (in.remaining() < Integer.BYTES) {
            throw tooShort();
        }
        int length = in.getInt();
        if (length == NULL_LENGTH) {
            return Value.Null.NULL;
        }
        if (length < 0 || length > in.remaining()) {
            throw tooShort();
        }
        ByteBuffer own = in.slice(in.position(), length);
        Value value = BinaryFormat.readOne(own, element);
        if (own.hasRemaining()) {
            throw Refusal.invalidBinary("improper binary format in array element");
        }
        in.position(in.position() + length);
        return value;
    }

    private static SqlException tooShort() {
        return SqlException.of(SqlCode.PROTOCOL_VIOLATION, "insufficient data left in message");
    }

    static byte[] write(Value.Array array, SqlType type) {
        SqlType element = type.element().orElse(SqlType.TEXT);
        List<byte[]> contents = new ArrayList<>();
        int size = array.elements().isEmpty() ? EMPTY_HEADER : HEADER;
        boolean hasNull = false;
        for (Value value : array.elements()) {
            byte[] content = value.isNull() ? new byte[0] : BinaryFormat.write(value, element);
            contents.add(content);
            size = Math.addExact(size, Integer.BYTES + content.length);
            hasNull |= value.isNull();
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        boolean isEmpty = contents.isEmpty();
        out.putInt(isEmpty ? 0 : 1).putInt(hasNull ? 1 : 0).putInt(element.oid());
        if (!isEmpty) {
            out.putInt(contents.size()).putInt(type.isArray() ? 1 : 0);
        }
        for (int i = 0; i < contents.size(); i++) {
            if (array.elements().get(i).isNull()) {
                out.putInt(NULL_LENGTH);
            } else {
                out.putInt(contents.get(i).length).put(contents.get(i));
            }
        }
        return out.array();
    }
}
