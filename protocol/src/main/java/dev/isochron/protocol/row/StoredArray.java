package dev.isochron.protocol.row;

import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;

/// An array in a row: how many elements, then each one's length plus one, or zero for null, and its
/// bytes.
final class StoredArray {

    private static final int NULL = 0;

    private StoredArray() {}

    static void write(ByteSink out, Value.Array array) {
        out.appendVarint(array.elements().size());
        for (Value element : array.elements()) {
            if (element.isNull()) {
                out.append(NULL);
            } else {
                writeElement(out, element);
            }
        }
    }

    /// The length is known only when the element is written, so it is put in front of it then.
    private static void writeElement(ByteSink out, Value element) {
        int start = out.length();
        StoredValue.write(out, element);
        long lengthPlusOne = (long) out.length() - start + 1;
        out.openGap(start, Varint.length(lengthPlusOne));
        Varint.write(out.array(), start, lengthPlusOne);
    }

    static Value.Array read(ColumnType type, byte[] bytes, int from, int to) {
        ByteCursor in = new ByteCursor(bytes, from, to);
        // Each element takes a byte at least, so no more are announced than there is room for.
        int count = in.count(Math.min(Value.Array.MAX_ELEMENTS, to - from), "elements");
        List<Value> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int lengthPlusOne = in.count(in.remaining(), "bytes of an element");
            if (lengthPlusOne == NULL) {
                elements.add(Value.Null.NULL);
            } else {
                int start = in.skip(lengthPlusOne - 1);
                elements.add(StoredValue.read(type, bytes, start, in.position()));
            }
        }
        if (in.remaining() != 0) {
            throw new MalformedRow("bytes behind the last element of an array");
        }
        return new Value.Array(elements);
    }
}
