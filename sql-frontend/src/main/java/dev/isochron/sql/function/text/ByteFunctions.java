package dev.isochron.sql.function.text;

import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.Binaries;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/// Strings of bytes, and how texts become them.
final class ByteFunctions {

    private static final int BASE64_LINE = 76;

    private ByteFunctions() {}

    static void define(Definer to) {
        to.operator("||(bytea, bytea) bytea", (in, env) -> joined(in[0], in[1]));
        to.function("length(bytea) int4", (in, env) -> Value.of(Args.bytes(in[0]).length()));
        to.function("octet_length(bytea) int4", (in, env) -> Value.of(Args.bytes(in[0]).length()));
        to.function(
                "bit_length(bytea) int4", (in, env) -> Value.of(8L * Args.bytes(in[0]).length()));
        for (String name : new String[] {"substring", "substr"}) {
            to.function(name + "(bytea, int4) bytea", (in, env) -> substring(in));
            to.function(name + "(bytea, int4, int4) bytea", (in, env) -> substring(in));
        }
        to.function("position(bytea, bytea) int4", (in, env) -> position(in));
        to.function("get_byte(bytea, int4) int4", (in, env) -> octet(in));
        to.function("set_byte(bytea, int4, int4) bytea", (in, env) -> withOctet(in));
        to.function("encode(bytea, text) text", (in, env) -> encode(in));
        to.function("decode(text, text) bytea", (in, env) -> decode(in));
        to.function("convert_to(text, name) bytea", (in, env) -> toBytes(in));
        to.function("convert_from(bytea, name) text", (in, env) -> toText(in));
        to.function("md5(text) text", (in, env) -> Value.of(md5(utf8(in[0]))));
        to.function("md5(bytea) text", (in, env) -> Value.of(md5(Args.bytes(in[0]).toBytes())));
        for (int bits : new int[] {224, 256, 384, 512}) {
            to.function(
                    "sha" + bits + "(bytea) bytea",
                    (in, env) ->
                            Bytes.takeOver(digest("SHA-" + bits, Args.bytes(in[0]).toBytes())));
        }
    }

    private static byte[] utf8(Value text) {
        return Args.text(text).getBytes(StandardCharsets.UTF_8);
    }

    private static Value joined(Value left, Value right) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Args.bytes(left).toBytes());
        all.writeBytes(Args.bytes(right).toBytes());
        return Bytes.takeOver(all.toByteArray());
    }

    private static Value substring(Value[] in) {
        Bytes bytes = Args.bytes(in[0]);
        long from = Args.number(in[1]) - 1;
        long to = bytes.length();
        if (in.length > 2) {
            long length = Args.number(in[2]);
            if (length < 0) {
                throw SqlException.of(
                        SqlCode.SUBSTRING_ERROR, "negative substring length not allowed");
            }
            to = Math.min(to, from + length);
        }
        int begin = Math.clamp(from, 0, bytes.length());
        int end = Math.clamp(to, begin, bytes.length());
        return Bytes.of(bytes.toBytes(), begin, end - begin);
    }

    private static Value position(Value[] in) {
        String text = new String(Args.bytes(in[0]).toBytes(), StandardCharsets.ISO_8859_1);
        String piece = new String(Args.bytes(in[1]).toBytes(), StandardCharsets.ISO_8859_1);
        return Value.of(text.indexOf(piece) + 1L);
    }

    private static int index(Value[] in) {
        long index = Args.number(in[1]);
        int length = Args.bytes(in[0]).length();
        if (index < 0 || index >= length) {
            throw SqlException.of(
                    SqlCode.ARRAY_SUBSCRIPT_ERROR,
                    "index %d out of valid range, 0..%d".formatted(index, length - 1));
        }
        return (int) index;
    }

    private static Value octet(Value[] in) {
        return Value.of(Args.bytes(in[0]).byteAt(index(in)));
    }

    private static Value withOctet(Value[] in) {
        byte[] bytes = Args.bytes(in[0]).toBytes();
        bytes[index(in)] = (byte) Args.number(in[2]);
        return Bytes.takeOver(bytes);
    }

    private static Value encode(Value[] in) {
        Bytes bytes = Args.bytes(in[0]);
        return switch (Args.text(in[1]).toLowerCase(Locale.ROOT)) {
            case "hex" -> Value.of(HexFormat.of().formatHex(bytes.toBytes()));
            case "base64" ->
                    Value.of(
                            Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\n'})
                                    .encodeToString(bytes.toBytes()));
            case "escape" -> Value.of(escaped(bytes.toBytes()));
            default -> throw unknownEncoding(Args.text(in[1]));
        };
    }

    /// Only zero, bytes beyond ASCII and the backslash itself are written differently.
    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            int c = each & 0xFF;
            if (c == 0 || c > 0x7F) {
                text.append("\\%03o".formatted(c));
            } else {
                text.append(c == '\\' ? "\\\\" : String.valueOf((char) c));
            }
        }
        return text.toString();
    }

    private static SqlException unknownEncoding(String name) {
        return SqlException.of(
                SqlCode.INVALID_PARAMETER_VALUE, "unrecognized encoding: \"" + name + "\"");
    }

    private static Value decode(Value[] in) {
        String text = Args.text(in[0]);
        return switch (Args.text(in[1]).toLowerCase(Locale.ROOT)) {
            case "hex" -> Binaries.readHex(text, 0);
            case "escape" -> Binaries.read(text.startsWith("\\x") ? "\\" + text : text);
            case "base64" -> base64(text);
            default -> throw unknownEncoding(Args.text(in[1]));
        };
    }

    private static Value base64(String text) {
        String digits = text.replaceAll("[ \\n\\t\\r]", "");
        for (int at = 0; at < digits.length(); at++) {
            char c = digits.charAt(at);
            boolean isDigit =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '+'
                            || c == '/'
                            || c == '=';
            if (!isDigit) {
                throw SqlException.of(
                        SqlCode.INVALID_PARAMETER_VALUE,
                        "invalid symbol \"" + c + "\" found while decoding base64 sequence");
            }
        }
        try {
            if (digits.length() % 4 == 0) {
                return Bytes.takeOver(Base64.getDecoder().decode(digits));
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw SqlError.of(SqlCode.INVALID_PARAMETER_VALUE, "invalid base64 end sequence")
                .withHint("Input data is missing padding, is truncated, or is otherwise corrupted.")
                .exception();
    }

    private static void requireUtf8(Value encoding) {
        String name = Args.text(encoding).toUpperCase(Locale.ROOT).replace("-", "");
        if (!name.equals("UTF8") && !name.equals("UNICODE") && !name.equals("SQL_ASCII")) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "encoding \"" + Args.text(encoding) + "\" is not supported");
        }
    }

    private static Value toBytes(Value[] in) {
        requireUtf8(in[1]);
        return Bytes.takeOver(utf8(in[0]));
    }

    private static Value toText(Value[] in) {
        requireUtf8(in[1]);
        try {
            return Args.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(Args.bytes(in[0]).toBytes()))
                            .toString());
        } catch (CharacterCodingException _) {
            throw SqlException.of(
                    SqlCode.CHARACTER_NOT_IN_REPERTOIRE,
                    "invalid byte sequence for encoding \"UTF8\"");
        }
    }

    private static String md5(byte[] bytes) {
        return HexFormat.of().formatHex(digest("MD5", bytes));
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + algorithm, e);
        }
    }
}
