package dev.isochron.sql.wire;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Binding;
import dev.isochron.sql.wire.Frontend.Kind;
import dev.isochron.sql.wire.Frontend.Sealed;
import java.util.ArrayList;
import java.util.List;

/// Reads messages whole, and refuses those that are not what they claim.
final class FrontendReader {
    private static final List<Integer> ALL_TEXT = List.of(0);
    private static final List<Integer> ALL_BINARY = List.of(1);

    private final MessageReader messages;
    private final Limits limits;
    private byte lastType;

    FrontendReader(MessageReader messages, Limits limits) {
        this.messages = messages;
        this.limits = limits;
    }

    MessageReader messages() {
        return messages;
    }

    /// The next message of a client that is logged in.
    ///
    /// @throws SqlException if its content is wrong; the next one can be read
    /// @throws Broken if what follows cannot be read either
    Frontend next() {
        byte type = messages.type();
        lastType = type;
        if ("QPBDECSHXdcfFp".indexOf(type) < 0) {
            throw Broken.protocol("invalid frontend message type " + (type & 0xff));
        }
        int limit = limits.of(type);
        MessageReader.Framed framed = messages.body(limit, limit == limits.largeBytes());
        if (framed.skipped() > 0) {
            return new Frontend.TooLong(framed.skipped(), limit, framed.full());
        }
        return decode((char) type, framed.body());
    }

    /// The type of the message that was read last, or could not be read.
    char lastType() {
        return (char) lastType;
    }

    /// The next step of a login.
    Sealed secret() {
        byte type = messages.type();
        if (type != 'p') {
            throw Broken.protocol("expected a response to the login, got message type " + type);
        }
        Body body = messages.body(limits.smallBytes(), false).body();
        return new Sealed(body.take(body.left()));
    }

    private static Frontend decode(char type, Body body) {
        Frontend message =
                switch (type) {
                    case 'Q' -> new Frontend.Query(body.text());
                    case 'P' -> parse(body);
                    case 'B' -> bind(body);
                    case 'D' -> new Frontend.Describe(kind(body), body.text());
                    case 'E' -> new Frontend.Execute(body.text(), Math.max(0, body.int32()));
                    case 'C' -> new Frontend.Close(kind(body), body.text());
                    case 'S' -> Frontend.Sync.SYNC;
                    case 'H' -> new Frontend.Flush();
                    case 'X' -> new Frontend.Terminate();
                    case 'd' -> new Frontend.CopyPiece(rest(body));
                    case 'c' -> new Frontend.CopyDone();
                    case 'f' -> new Frontend.CopyFail(body.text());
                    case 'p' -> new Frontend.Secret(rest(body));
                    case 'F' -> functionCall(body);
                    default -> throw new IllegalArgumentException("type " + type);
                };
        body.done();
        return message;
    }

    private static Frontend parse(Body body) {
        String name = body.text();
        String text = body.text();
        int count = body.uint16();
        require(count * 4L <= body.left(), "more types are announced than there are");
        List<Integer> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(body.int32());
        }
        return new Frontend.Parse(name, text, types);
    }

    private static Frontend bind(Body body) {
        String portal = body.text();
        String statement = body.text();
        List<Integer> formats = formats(body);
        int count = body.uint16();
        require(count * 4L <= body.left(), "more values are announced than there are");
        byte[][] values = new byte[count][];
        for (int i = 0; i < count; i++) {
            values[i] = body.sized();
        }
        return new Frontend.Bind(new Binding(portal, statement, formats, values, formats(body)));
    }

    private static List<Integer> formats(Body body) {
        int count = body.uint16();
        require(count * 2L <= body.left(), "more formats are announced than there are");
        if (count == 0) {
            return List.of();
        }
        if (count == 1) {
            return format(body) == 0 ? ALL_TEXT : ALL_BINARY;
        }
        List<Integer> formats = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            formats.add(format(body));
        }
        return formats;
    }

    private static int format(Body body) {
        int format = body.int16();
        if (format != 0 && format != 1) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE, "unsupported format code: " + format);
        }
        return format;
    }

    private static Kind kind(Body body) {
        int letter = body.int8();
        return Kind.of(letter)
                .orElseThrow(() ->
                        SqlException.of(
                                SqlCode.PROTOCOL_VIOLATION, "invalid message subtype " + letter));
    }

    /// Whatever it asks for, it is refused.
    private static Frontend functionCall(Body body) {
        body.take(body.left());
        return new Frontend.FunctionCall();
    }

    private static Sealed rest(Body body) {
        return new Sealed(body.take(body.left()));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw SqlException.of(SqlCode.PROTOCOL_VIOLATION, otherwise);
        }
    }
}
