package dev.isochron.sql.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.sql.session.ToyEngine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Whatever bytes come, they are answered or the connection ends; nothing hangs, nothing grows
/// beyond what came.
final class GarbageTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 20_000);

    @Test
    void randomBytesAreRefused() {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            play(new Script().raw(garbage), random);
        }
    }

    /// Bytes with the form of messages, and anything in them.
    @Test
    void randomMessagesAreAnswered() {
        Random random = new Random(2);
        String types = "QPBDECSHdcfFpX" + "ZK!\0";
        for (int round = 0; round < ROUNDS; round++) {
            Script script = Script.loggedIn();
            for (int i = random.nextInt(8); i > 0; i--) {
                byte[] body = new byte[random.nextInt(40)];
                random.nextBytes(body);
                if (random.nextBoolean()) {
                    for (int j = 0; j < body.length; j++) {
                        body[j] = (byte) (body[j] & 1);
                    }
                }
                char type = types.charAt(random.nextInt(types.length()));
                script.message(type, out -> out.write(body));
            }
            play(script, random);
        }
    }

    /// A sensible conversation in which some bytes are others.
    @Test
    void damagedConversationsAreAnswered() {
        Random random = new Random(3);
        byte[] sensible =
                Script.loggedIn()
                        .query("INSERT INTO t VALUES (1); SELECT * FROM t")
                        .parse("s", "SELECT $1, 'x'", 23)
                        .bind("p", "s", "1")
                        .describe('P', "p")
                        .execute("p", 1)
                        .close('S', "s")
                        .sync()
                        .query("COPY t FROM STDIN")
                        .copyPiece("1\n2\n")
                        .copyDone()
                        .query("BEGIN")
                        .query("SAVEPOINT a")
                        .terminate()
                        .bytes();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = sensible.clone();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            play(new Script().raw(damaged), random);
        }
    }

    @Test
    void invalidUtf8IsNamedAndTheSessionGoesOn() {
        Script script =
                Script.loggedIn()
                        .message('Q', out -> out.write(new byte[] {'S', (byte) 0xc3, 0x28, 0}))
                        .parse("", "SELECT $1", 25)
                        .message(
                                'B',
                                out -> {
                                    out.write(
                                            new byte[] {0, 0, 0, 0, 0, 1, 0, 0, 0, 1, (byte) 0xff});
                                    out.writeShort(0);
                                })
                        .sync()
                        .query("SELECT 1");
        List<String> said = Tape.play(script, new ToyEngine());
        String refused = "error ERROR 22021 invalid byte sequence for encoding \"UTF8\"";
        assertEquals(
                List.of(
                        refused,
                        "ready I",
                        "parsed",
                        refused,
                        "ready I",
                        "columns ?column?:23",
                        "row 1",
                        "done SELECT 1",
                        "ready I"),
                said.subList(said.size() - 9, said.size()));
    }

    @Test
    void aStatementBeyondTheLimitIsSkippedAndNamed() {
        byte[] blank = "SELECT 1 ".repeat(1).getBytes(StandardCharsets.US_ASCII);
        Script script =
                Script.loggedIn()
                        .message(
                                'Q',
                                out -> {
                                    for (int i = 0; i < (100 << 20) / blank.length; i++) {
                                        out.write(blank);
                                    }
                                    out.writeByte(0);
                                })
                        .query("SELECT 1");
        List<String> said = Tape.play(script, new ToyEngine());
        String refusal = said.get(said.size() - 6);
        assertTrue(refusal.startsWith("error ERROR 54000 a message of"), refusal);
        assertEquals("ready I", said.getLast());
    }

    /// Of the memory that all clients share, each gives back what it took.
    @Test
    void aMessageThatThereIsNoMemoryForIsSkippedAndNamed() {
        String large = "SELECT '" + "x".repeat(2 << 20) + "'";
        Script script = Script.loggedIn().query(large).query(large).query("SELECT 1");
        int room = 3 << 20;
        Tape enough = new Tape(script, Integer.MAX_VALUE, new ToyEngine()).withRoom(room);
        assertFalse(enough.play().toString().contains("error"));
        assertEquals(room, enough.room());
        Tape little = new Tape(script, Integer.MAX_VALUE, new ToyEngine()).withRoom(1 << 20);
        String said = little.play().toString();
        assertTrue(said.contains("error ERROR 53200"), said);
        assertTrue(said.endsWith("done SELECT 1, ready I]"), said);
    }

    @Test
    void whoIsSentAwayIsGivenTimeToHearWhy() {
        Script garbage = Script.loggedIn().raw((byte) '?', (byte) 0, (byte) 0, (byte) 0, (byte) 4);
        Tape sentAway = new Tape(garbage, Integer.MAX_VALUE, new ToyEngine());
        String said = sentAway.play().getLast();
        assertTrue(said.contains("FATAL 08P01"), said);
        assertTrue(sentAway.parted());
        Tape leaving = new Tape(Script.loggedIn(), Integer.MAX_VALUE, new ToyEngine());
        leaving.play();
        assertFalse(leaving.parted());
    }

    @Test
    void lengthsAreNotBelieved() {
        long before = used();
        for (int length :
                new int[] {Integer.MIN_VALUE, -1, 0, 3, Integer.MAX_VALUE, 1 << 30, 60 << 20}) {
            Script script =
                    Script.loggedIn()
                            .raw((byte) 'Q')
                            .raw(
                                    (byte) (length >> 24),
                                    (byte) (length >> 16),
                                    (byte) (length >> 8),
                                    (byte) length)
                            .raw(new byte[100]);
            Tape.play(script, new ToyEngine());
        }
        assertTrue(used() - before < 32L << 20);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void nestingHasALimit() {
        String deep = "(".repeat(10_000) + "1" + ")".repeat(10_000);
        List<String> said =
                Tape.play(
                        Script.loggedIn().query("SELECT " + deep).query("SELECT 1"),
                        new ToyEngine());
        assertTrue(said.toString().contains("error ERROR 54001"), said::toString);
        assertEquals("ready I", said.getLast());
    }

    @Test
    void manyParametersAreCounted() {
        StringBuilder text = new StringBuilder("SELECT $1");
        for (int i = 2; i <= 1_000_000; i++) {
            text.append(",$").append(i);
        }
        List<String> said =
                Tape.play(
                        Script.loggedIn().parse("", text.toString()).sync().query("SELECT 1"),
                        new ToyEngine());
        assertTrue(said.toString().contains("error ERROR 42P02"), said::toString);
        assertEquals("ready I", said.getLast());
    }

    @Test
    void errorsDoNotEchoMegabytes() {
        String huge = "x".repeat(1 << 20);
        Map<String, String> settings = new TreeMap<>(Map.of("user", "tom"));
        Script script =
                new Script()
                        .startup(Opening.VERSION_3, settings)
                        .message(
                                'E',
                                out -> {
                                    Script.text(out, "no");
                                    out.writeInt(0);
                                })
                        .sync()
                        .query("EXECUTE " + huge);
        Tape tape = new Tape(script, Integer.MAX_VALUE, new ToyEngine());
        tape.play();
        assertFalse(tape.heard().length > 64 * 1024);
    }

    private static void play(Script script, Random random) {
        new Tape(script, 1 + random.nextInt(50), new ToyEngine()).play();
    }
}
