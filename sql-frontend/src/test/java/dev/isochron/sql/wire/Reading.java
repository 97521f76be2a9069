package dev.isochron.sql.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A server's messages as text for tests.
final class Reading {

    private Reading() {}

    static String of(char type, ByteBuffer body) {
        return switch (type) {
            case 'R' -> "auth " + body.getInt();
            case 'S' -> "set " + text(body) + "=" + text(body);
            case 'K' -> "key " + body.getInt() + " " + body.remaining();
            case 'Z' -> "ready " + (char) body.get();
            case 'T' -> "columns " + columns(body);
            case 'D' -> "row " + values(body);
            case 'C' -> "done " + text(body);
            case 'E', 'N' -> problem(type, body);
            case '1' -> "parsed";
            case '2' -> "bound";
            case '3' -> "closed";
            case 'n' -> "no rows";
            case 's' -> "suspended";
            case 'I' -> "empty";
            case 't' -> "parameters " + numbers(body);
            case 'v' -> "negotiate " + body.getInt() + " " + body.getInt();
            case 'G' -> "copy in " + body.get() + " " + body.getShort();
            case 'H' -> "copy out " + body.get() + " " + body.getShort();
            case 'd' -> "piece " + StandardCharsets.UTF_8.decode(body).toString().strip();
            case 'c' -> "copied";
            default -> "? " + type;
        };
    }

    private static String columns(ByteBuffer body) {
        List<String> columns = new ArrayList<>();
        for (int i = body.getShort(); i > 0; i--) {
            String name = text(body);
            int table = body.getInt();
            int attribute = body.getShort();
            int type = body.getInt();
            body.getShort();
            body.getInt();
            int format = body.getShort();
            columns.add(
                    name
                            + ":"
                            + type
                            + (table == 0 ? "" : "@" + table + "." + attribute)
                            + (format == 0 ? "" : " binary"));
        }
        return String.join(", ", columns);
    }

    private static String values(ByteBuffer body) {
        List<String> values = new ArrayList<>();
        for (int i = body.getShort(); i > 0; i--) {
            int length = body.getInt();
            if (length < 0) {
                values.add("null");
            } else {
                byte[] bytes = new byte[length];
                body.get(bytes);
                values.add(new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return String.join(", ", values);
    }

    private static List<Integer> numbers(ByteBuffer body) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = body.getShort(); i > 0; i--) {
            numbers.add(body.getInt());
        }
        return numbers;
    }

    private static String problem(char type, ByteBuffer body) {
        String severity = "";
        String code = "";
        String message = "";
        String position = "";
        for (byte field = body.get(); field != 0; field = body.get()) {
            String text = text(body);
            switch (field) {
                case 'S' -> severity = text;
                case 'C' -> code = text;
                case 'M' -> message = text;
                case 'P' -> position = " at " + text;
                default -> {}
            }
        }
        String kind = type == 'E' ? "error" : "notice";
        return kind + " " + severity + " " + code + " " + message + position;
    }

    private static String text(ByteBuffer body) {
        int start = body.position();
        while (body.get() != 0) {
            // To the NUL.
        }
        byte[] bytes = new byte[body.position() - start - 1];
        body.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
