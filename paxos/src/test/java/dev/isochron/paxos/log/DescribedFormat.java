package dev.isochron.paxos.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/// `docs/formats.md`, as far as it is meant for machines: decodes bytes by what stands there and by
/// nothing else.
public final class DescribedFormat {
    private final Map<String, Layout> layouts = new TreeMap<>();
    private final Map<String, String> records = new TreeMap<>();
    private final Map<Integer, String> kinds = new TreeMap<>();

    /// One line of a layout.
    public record Field(int offset, int length, String name, String meaning) {}

    /// Fields at fixed offsets.
    public record Layout(ByteOrder order, List<Field> fields) {
        /// Up to the end of the last field.
        public int length() {
            return fields.getLast().offset() + fields.getLast().length();
        }

        /// A number of 1, 4 or 8 bytes.
        public long number(ByteBuffer from, int at, String name) {
            Field field = field(name);
            from.order(order);
            return switch (field.length()) {
                case 1 -> from.get(at + field.offset());
                case 4 -> from.getInt(at + field.offset());
                case 8 -> from.getLong(at + field.offset());
                default -> throw new AssertionError(field + " is no number");
            };
        }

        /// An id of 16 bytes.
        public UUID uuid(ByteBuffer from, int at, String name) {
            ByteBuffer bytes = from.duplicate().order(ByteOrder.BIG_ENDIAN);
            int offset = at + field(name).offset();
            return new UUID(bytes.getLong(offset), bytes.getLong(offset + 8));
        }

        private Field field(String name) {
            return fields.stream()
                    .filter(f -> f.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no field " + name));
        }

        /// Checks everything that the page states as fixed: magic, version, zeros, no gaps.
        public void check(ByteBuffer from, int at) {
            int expected = 0;
            for (Field field : fields) {
                require(field.offset() == expected, "a gap before " + field);
                expected += field.length();
                int offset = at + field.offset();
                if (field.name().equals("magic")) {
                    byte[] bytes = new byte[8];
                    from.get(offset, bytes);
                    String text = new String(bytes, StandardCharsets.US_ASCII);
                    require(text.equals(field.meaning()), "magic " + text);
                } else if (field.name().equals("version")) {
                    long version = number(from, at, "version");
                    require(version == Long.parseLong(field.meaning()), "version " + version);
                } else if (field.name().equals("zero")) {
                    for (int i = 0; i < field.length(); i++) {
                        require(from.get(offset + i) == 0, "not zero at " + (offset + i));
                    }
                }
            }
        }
    }

    /// Reads the page.
    public static DescribedFormat read(Path page) throws IOException {
        DescribedFormat format = new DescribedFormat();
        List<String> block = new ArrayList<>();
        String head = "";
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                format.take(head, block);
                head = line.substring(3);
                block.clear();
            } else {
                block.add(line);
            }
        }
        return format;
    }

    private void take(String head, List<String> block) {
        String[] words = head.split(" ", -1);
        if (words[0].equals("layout")) {
            ByteOrder order =
                    words[2].equals("little-endian")
                            ? ByteOrder.LITTLE_ENDIAN
                            : ByteOrder.BIG_ENDIAN;
            layouts.put(
                    words[1],
                    new Layout(order, block.stream().map(DescribedFormat::field).toList()));
        } else if (words[0].equals("record")) {
            block.forEach(this::record);
        }
    }

    private static Field field(String line) {
        String[] parts = line.trim().split("\\s+", 4);
        return new Field(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                parts[2],
                parts.length > 3 ? parts[3] : "");
    }

    private void record(String line) {
        String[] parts = line.trim().split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        if (parts[0].matches("\\d+")) {
            String[] named = rest.split("\\s+", 2);
            kinds.put(Integer.parseInt(parts[0]), named[0]);
            records.put(named[0], named.length > 1 ? named[1] : "");
        } else {
            records.put(parts[0], rest);
        }
    }

    /// A layout by its name on the page.
    public Layout layout(String name) {
        return Objects.requireNonNull(layouts.get(name), name);
    }

    /// The kinds of records that the page knows.
    public Map<Integer, String> kinds() {
        return kinds;
    }

    /// Decodes a record's body; everything in it must be accounted for.
    ///
    /// @return its fields as text, nested ones with a dot
    public Map<String, String> decode(ByteBuffer body) {
        body.order(ByteOrder.LITTLE_ENDIAN);
        int number = body.get();
        String kind =
                Objects.requireNonNull(
                        kinds.get(number), () -> "a kind that the page does not know: " + number);
        Map<String, String> fields = new TreeMap<>();
        fields.put("kind", kind);
        fields.put("group", Long.toString(body.getLong()));
        decode(kind, body, "", fields);
        require(!body.hasRemaining(), kind + " leaves " + body.remaining() + " bytes");
        return fields;
    }

    private void decode(String name, ByteBuffer body, String path, Map<String, String> fields) {
        String grammar =
                Objects.requireNonNull(
                        records.get(name), () -> "the page does not tell what " + name + " is");
        if (grammar.isEmpty()) {
            return;
        }
        for (String part : grammar.split(",\\s*", -1)) {
            String[] words = part.split("\\s+", -1);
            if (part.equals("…")) {
                fields.put(path + "bytes", Integer.toString(body.remaining()));
                body.position(body.limit());
            } else if (words.length == 1) {
                decode(words[0], body, path + words[0] + ".", fields);
            } else if (words[0].equals("by")) {
                int kind = Integer.parseInt(fields.get(path + "kind"));
                decode(choice(words, kind), body, path, fields);
            } else if (words[1].equals("*")) {
                int count = Integer.parseInt(fields.get(path + words[0]));
                for (int i = 0; i < count; i++) {
                    decode(words[2], body, path + i + ".", fields);
                }
            } else {
                value(words[1], body, path + words[0], fields);
            }
        }
    }

    private static String choice(String[] words, int kind) {
        for (int i = 2; i < words.length; i += 2) {
            if (Integer.parseInt(words[i]) == kind) {
                return words[i + 1];
            }
        }
        throw new AssertionError("the page does not know kind " + kind);
    }

    private void value(String type, ByteBuffer body, String path, Map<String, String> fields) {
        switch (type) {
            case "u1" -> fields.put(path, Integer.toString(body.get()));
            case "u8" -> fields.put(path, Long.toString(body.getLong()));
            case "uuid" -> {
                ByteBuffer bytes = body.duplicate().order(ByteOrder.BIG_ENDIAN);
                fields.put(path, new UUID(bytes.getLong(), bytes.getLong()).toString());
                body.position(bytes.position());
            }
            default -> decode(type, body, path + ".", fields);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
