package dev.isochron.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a statement costs at the gateway, from the bytes of the client to those of the answer, the
/// client of the store included and the store left out. To reach: a cached point statement in less
/// than 25 µs and 2 KiB.
///
/// Each measured call is one conversation: login, one Parse, then many times Bind, Execute, Sync.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SqlBenchmark {

    static final int STATEMENTS = 10_000;
    private static final int ROWS = 1000;
    private static final byte[] NONE = {};

    /// A table of pgbench's shape, and what the client says.
    @State(Scope.Thread)
    public static class Gateway {
        private final SqlTape tape = new SqlTape();
        private final List<byte[]> selects = new ArrayList<>();
        private final List<byte[]> updates = new ArrayList<>();
        private final List<byte[]> simple = new ArrayList<>();
        private final byte[] parseSelect = parse("SELECT abalance FROM accounts WHERE aid = $1");
        private final byte[] parseUpdate =
                parse("UPDATE accounts SET abalance = abalance + $1 WHERE aid = $2");

        @Setup
        public void load() {
            List<byte[]> script = new ArrayList<>();
            script.add(
                    query(
                            "CREATE TABLE accounts (aid int PRIMARY KEY, bid int, abalance int,"
                                    + " filler char(84))"));
            script.add(
                    query(
                            "INSERT INTO accounts SELECT n, n / 100, 0, '' FROM generate_series(0, "
                                    + (ROWS - 1)
                                    + ") AS n"));
            require(tape.say(SqlTape.together(script), 0, _ -> NONE), "INSERT 0 1000");
            for (int i = 0; i < ROWS; i++) {
                selects.add(run("s", number(i)));
                updates.add(run("s", number(1), number(i)));
                simple.add(query("SELECT abalance FROM accounts WHERE aid = " + i + ";"));
            }
        }

        private static byte[] query(String text) {
            return SqlTape.message('Q', text);
        }

        private static byte[] parse(String text) {
            return SqlTape.together(
                    List.of(SqlTape.message('P', "s", text, (short) 0), SqlTape.message('S')));
        }

        private static byte[] number(int value) {
            return ByteBuffer.allocate(4).putInt(value).array();
        }

        /// Bind with binary parameters, Execute, Sync.
        private static byte[] run(String statement, byte[]... values) {
            List<Object> bind = new ArrayList<>(List.of("", statement, (short) 1, (short) 1));
            bind.add((short) values.length);
            for (byte[] value : values) {
                bind.add(value.length);
                bind.add(value);
            }
            bind.add((short) 0);
            return SqlTape.together(
                    List.of(
                            SqlTape.message('B', bind.toArray()),
                            SqlTape.message('E', "", 0),
                            SqlTape.message('S')));
        }

        byte[] select() {
            byte[] last = tape.say(parseSelect, STATEMENTS, i -> selects.get(i % ROWS));
            return require(last, "SELECT 1");
        }

        byte[] selectSimple() {
            byte[] last = tape.say(NONE_YET, STATEMENTS, i -> simple.get(i % ROWS));
            return require(last, "SELECT 1");
        }

        byte[] update() {
            byte[] last = tape.say(parseUpdate, STATEMENTS, i -> updates.get(i % ROWS));
            return require(last, "UPDATE 1");
        }

        long requests() {
            return tape.requests();
        }

        private static final byte[] NONE_YET = SqlTape.message('S');

        private static byte[] require(byte[] answer, String tag) {
            String text = new String(answer, UTF_8);
            if (!text.contains(tag)) {
                throw new IllegalStateException("not answered by " + tag + ": " + text);
            }
            return answer;
        }
    }

    /// A row by its key, prepared.
    @Benchmark
    @OperationsPerInvocation(STATEMENTS)
    public byte[] select(Gateway gateway) {
        return gateway.select();
    }

    /// The same, each time as a text of its own.
    @Benchmark
    @OperationsPerInvocation(STATEMENTS)
    public byte[] selectSimple(Gateway gateway) {
        return gateway.selectSimple();
    }

    /// A row changed by its key, prepared: a transaction of its own.
    @Benchmark
    @OperationsPerInvocation(STATEMENTS)
    public byte[] update(Gateway gateway) {
        return gateway.update();
    }
}
