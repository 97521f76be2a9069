package dev.isochron.sql.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a client sends, put together message by message.
final class Script {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// Writes the content of a message.
    interface Content {
        void to(DataOutputStream out) throws IOException;
    }

    static Script loggedIn() {
        return new Script().startup(Opening.VERSION_3, Map.of("user", "tom", "database", "d"));
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    Script raw(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    Script startup(int version, Map<String, String> settings) {
        return packet(out -> {
            out.writeInt(version);
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                text(out, setting.getKey());
                text(out, setting.getValue());
            }
            out.writeByte(0);
        });
    }

    Script packet(Content content) {
        byte[] body = body(content);
        return write(out -> {
            out.writeInt(body.length + 4);
            out.write(body);
        });
    }

    Script message(char type, Content content) {
        byte[] body = body(content);
        return write(out -> {
            out.writeByte(type);
            out.writeInt(body.length + 4);
            out.write(body);
        });
    }

    Script query(String text) {
        return message('Q', out -> text(out, text));
    }

    Script parse(String name, String text, int... types) {
        return message(
                'P',
                out -> {
                    text(out, name);
                    text(out, text);
                    out.writeShort(types.length);
                    for (int type : types) {
                        out.writeInt(type);
                    }
                });
    }

    /// All in text.
    Script bind(String portal, String statement, String... values) {
        return message(
                'B',
                out -> {
                    text(out, portal);
                    text(out, statement);
                    out.writeShort(0);
                    out.writeShort(values.length);
                    for (String value : values) {
                        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
                        out.writeInt(utf8.length);
                        out.write(utf8);
                    }
                    out.writeShort(0);
                });
    }

    Script describe(char kind, String name) {
        return message(
                'D',
                out -> {
                    out.writeByte(kind);
                    text(out, name);
                });
    }

    Script execute(String portal, int atMost) {
        return message(
                'E',
                out -> {
                    text(out, portal);
                    out.writeInt(atMost);
                });
    }

    Script close(char kind, String name) {
        return message(
                'C',
                out -> {
                    out.writeByte(kind);
                    text(out, name);
                });
    }

    Script sync() {
        return message('S', _ -> {});
    }

    Script flush() {
        return message('H', _ -> {});
    }

    Script terminate() {
        return message('X', _ -> {});
    }

    Script copyPiece(String text) {
        return message('d', out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    Script copyDone() {
        return message('c', _ -> {});
    }

    Script copyFail(String why) {
        return message('f', out -> text(out, why));
    }

    static void text(DataOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.writeByte(0);
    }

    private Script write(Content content) {
        return raw(body(content));
    }

    private static byte[] body(Content content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            content.to(new DataOutputStream(body));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return body.toByteArray();
    }
}
