package dev.isochron.sql.logic;

import dev.isochron.sql.oracle.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A file of statements, run on a connection.
public final class LogicFile {

    private static final String FOLDER = "src/test/resources/logic";

    /// Types of tables have larger numbers than any type of the system.
    private static final int FIRST_OWN_TYPE = 16384;

    private static final Map<Integer, String> TYPES = types();

    private static final Pattern POSITION = Pattern.compile("^(\\w{5}) at \\d+:");

    private final Path path;
    private final List<Block> blocks;

    private LogicFile(Path path, List<Block> blocks) {
        this.path = path;
        this.blocks = blocks;
    }

    /// Somebody who is asked statements.
    @FunctionalInterface
    public interface Asked {

        /// What each statement of a text comes to.
        List<Wire.Outcome> ask(String sql) throws IOException;
    }

    /// All files.
    ///
    /// @param room where the room is in which they stand
    public static List<LogicFile> all(Path room) throws IOException {
        List<LogicFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(room.resolve(FOLDER))) {
            for (Path path : paths.sorted().toList()) {
                files.add(new LogicFile(path, Block.read(Files.readAllLines(path))));
            }
        }
        return files;
    }

    /// Its name without folder and ending.
    public String name() {
        return path.getFileName().toString().replaceFirst("\\.slt$", "");
    }

    /// How many statements it has.
    public int size() {
        return (int) blocks.stream().filter(block -> !block.sql().isEmpty()).count();
    }

    /// Runs it, and gives what came out otherwise than written, each as a text for a person.
    ///
    /// @param system whose blocks to leave out: `postgres` or `isochron`
    public List<String> differences(Asked wire, String system) throws IOException {
        List<String> differences = new ArrayList<>();
        prepare(wire);
        for (Block block : blocks) {
            if (!block.isSkippedBy(system)) {
                Block came = run(wire, block);
                if (!isSame(block, came)) {
                    differences.add(
                            path.getFileName()
                                    + ":"
                                    + block.line()
                                    + "\n--- written\n"
                                    + block.text()
                                    + "--- came\n"
                                    + came.text());
                }
            }
        }
        return differences;
    }

    /// Writes down what it comes to now.
    public void rewrite(Asked wire) throws IOException {
        prepare(wire);
        List<String> texts = new ArrayList<>();
        for (Block block : blocks) {
            Block came = block.isSkippedBy("postgres") ? block : run(wire, block);
            texts.add(came.text());
        }
        Files.writeString(path, String.join("\n", texts));
    }

    private void prepare(Asked wire) throws IOException {
        wire.ask("create schema logic_" + name());
        wire.ask("set search_path to logic_" + name());
        wire.ask("set timezone to 'UTC'");
    }

    private static boolean isSame(Block wanted, Block came) {
        if (wanted.tellsError()) {
            return came.tellsError() && isSameError(wanted.result(), came.result());
        }
        return wanted.header().equals(came.header())
                && sorted(wanted).equals(sorted(came))
                && wanted.result().size() == came.result().size();
    }

    /// More may be said than is written, such as where it is.
    private static boolean isSameError(List<String> wanted, List<String> came) {
        String first = wanted.getFirst();
        String found = came.getFirst();
        boolean isSame =
                first.equals(found) || first.equals(POSITION.matcher(found).replaceFirst("$1:"));
        return isSame && came.containsAll(wanted.subList(1, wanted.size()));
    }

    private static List<String> sorted(Block block) {
        if (!block.isSorted() || block.result().isEmpty()) {
            return block.result();
        }
        List<String> lines = new ArrayList<>(block.result().subList(1, block.result().size()));
        lines.sort(null);
        lines.addFirst(block.result().getFirst());
        return lines;
    }

    private static Block run(Asked wire, Block block) throws IOException {
        return switch (wire.ask(block.sql()).getLast()) {
            case Wire.Outcome.Failed failed when block.tellsError() ->
                    block.with(block.header(), told(failed, !block.isAnywhere()));
            case Wire.Outcome.Failed failed ->
                    block.with("statement error " + failed.state(), List.of());
            case Wire.Outcome.Done(var columns, _, var tag) when columns.isEmpty() ->
                    block.with("statement ok " + tag, List.of());
            case Wire.Outcome.Done(var columns, var rows, _) -> {
                List<String> lines = new ArrayList<>();
                lines.add(String.join(" | ", columns.stream().map(LogicFile::shown).toList()));
                for (List<@Nullable String> row : rows) {
                    lines.add(String.join(" | ", row.stream().map(LogicFile::shown).toList()));
                }
                Block came = block.with(block.isSorted() ? block.header() : "query", lines);
                yield block.isSorted() ? came.with("query sorted", sorted(came)) : came;
            }
        };
    }

    private static List<String> told(Wire.Outcome.Failed failed, boolean withPosition) {
        List<String> lines = new ArrayList<>();
        boolean isSomewhere = withPosition && failed.position() > 0;
        String where = isSomewhere ? " at " + failed.position() : "";
        lines.add(failed.state() + where + ": " + shown(failed.message()));
        String detail = failed.fields().get('D');
        if (detail != null) {
            lines.add("detail: " + shown(detail));
        }
        String hint = failed.fields().get('H');
        if (hint != null) {
            lines.add("hint: " + shown(hint));
        }
        String context = failed.fields().get('W');
        if (context != null) {
            lines.add("context: " + shown(context));
        }
        return lines;
    }

    private static String shown(Wire.Column column) {
        String type = column.type() < FIRST_OWN_TYPE ? "" + column.type() : "own";
        return column.name() + ":" + TYPES.getOrDefault(column.type(), type);
    }

    private static String shown(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        return value.isEmpty() ? "(empty)" : value.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static Map<Integer, String> types() {
        Map<Integer, String> types = new TreeMap<>();
        String all =
                "16 bool 17 bytea 18 char 19 name 20 int8 21 int2 23 int4 25 text 26 oid 114 json"
                        + " 700 float4 701 float8 705 unknown 1042 bpchar 1043 varchar 1082 date"
                        + " 1083 time 1114 timestamp 1184 timestamptz 1186 interval 1266 timetz"
                        + " 1700 numeric 2205 regclass 2206 regtype 2249 record 2950 uuid"
                        + " 3802 jsonb 1000 _bool 1005 _int2 1007 _int4 1009 _text 1016 _int8"
                        + " 1022 _float8 1015 _varchar 1182 _date 1115 _timestamp 1231 _numeric";
        String[] words = all.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            types.put(Integer.parseInt(words[i]), words[i + 1]);
        }
        return types;
    }
}
