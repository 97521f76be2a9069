package dev.isochron.sql.function.text;

import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.io.ByteArrayOutputStream;

/// Bits of bytes, and bytes trimmed and overlaid as texts are.
final class BitFunctions {

    private BitFunctions() {}

    static void define(Definer to) {
        to.function("get_bit(bytea, int8) int4", (in, env) -> Value.of(bit(in)));
        to.function("set_bit(bytea, int8, int4) bytea", (in, env) -> withBit(in));
        to.function("bit_count(bytea) int8", (in, env) -> Value.of(count(Args.bytes(in[0]))));
        to.function("overlay(bytea, bytea, int4) bytea", (in, env) -> overlay(in));
        to.function("overlay(bytea, bytea, int4, int4) bytea", (in, env) -> overlay(in));
        to.function("btrim(bytea, bytea) bytea", (in, env) -> trimmed(in, true, true));
        to.function("ltrim(bytea, bytea) bytea", (in, env) -> trimmed(in, true, false));
        to.function("rtrim(bytea, bytea) bytea", (in, env) -> trimmed(in, false, true));
    }

    private static long index(Value[] in) {
        long index = Args.number(in[1]);
        long bits = 8L * Args.bytes(in[0]).length();
        if (index < 0 || index >= bits) {
            throw SqlException.of(
                    SqlCode.ARRAY_SUBSCRIPT_ERROR,
                    "index %d out of valid range, 0..%d".formatted(index, bits - 1));
        }
        return index;
    }

    private static int bit(Value[] in) {
        long index = index(in);
        return Args.bytes(in[0]).byteAt((int) (index / 8)) >> (index % 8) & 1;
    }

    private static Value withBit(Value[] in) {
        long index = index(in);
        long bit = Args.number(in[2]);
        if (bit != 0 && bit != 1) {
            throw SqlException.of(SqlCode.INVALID_PARAMETER_VALUE, "new bit must be 0 or 1");
        }
        byte[] bytes = Args.bytes(in[0]).toBytes();
        int at = (int) (index / 8);
        int mask = 1 << (index % 8);
        bytes[at] = (byte) (bit == 1 ? bytes[at] | mask : bytes[at] & ~mask);
        return Bytes.takeOver(bytes);
    }

    private static long count(Bytes bytes) {
        long count = 0;
        for (byte each : bytes.toBytes()) {
            count += Integer.bitCount(each & 0xFF);
        }
        return count;
    }

    private static Value overlay(Value[] in) {
        byte[] bytes = Args.bytes(in[0]).toBytes();
        byte[] by = Args.bytes(in[1]).toBytes();
        long from = Args.number(in[2]);
        if (from <= 0) {
            throw SqlException.of(SqlCode.SUBSTRING_ERROR, "negative substring length not allowed");
        }
        long length = in.length > 3 ? Args.number(in[3]) : by.length;
        int head = Math.clamp(from - 1, 0, bytes.length);
        int tail = Math.clamp(from - 1 + length, 0, bytes.length);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, head);
        all.writeBytes(by);
        all.write(bytes, tail, bytes.length - tail);
        return Bytes.takeOver(all.toByteArray());
    }

    private static Value trimmed(Value[] in, boolean left, boolean right) {
        byte[] bytes = Args.bytes(in[0]).toBytes();
        Bytes away = Args.bytes(in[1]);
        int from = 0;
        int to = bytes.length;
        while (left && from < to && contains(away, bytes[from])) {
            from++;
        }
        while (right && to > from && contains(away, bytes[to - 1])) {
            to--;
        }
        return Bytes.of(bytes, from, to - from);
    }

    private static boolean contains(Bytes bytes, byte wanted) {
        for (int i = 0; i < bytes.length(); i++) {
            if ((byte) bytes.byteAt(i) == wanted) {
                return true;
            }
        }
        return false;
    }
}
