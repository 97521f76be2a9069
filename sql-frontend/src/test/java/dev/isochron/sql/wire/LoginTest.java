package dev.isochron.sql.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.sql.scram.ToyClient;
import dev.isochron.sql.scram.Verifier;
import dev.isochron.sql.session.ToyEngine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What happens before a client is logged in.
final class LoginTest {
    private static final byte[] SALT = new byte[16];
    private static final Map<String, String> TOM = new TreeMap<>(Map.of("user", "tom"));

    @Test
    void aTrustedClientIsServedAtOnce() {
        List<String> said = play(new Script().startup(Opening.VERSION_3, TOM).terminate());
        assertEquals("auth 0", said.getFirst());
        assertTrue(said.contains("set server_version=15.0 (Isochron)"), said::toString);
        assertTrue(said.contains("set client_encoding=UTF8"), said::toString);
        assertTrue(said.contains("set session_authorization=tom"), said::toString);
        assertEquals(List.of("key 42 4", "ready I"), said.subList(said.size() - 2, said.size()));
    }

    @Test
    void encryptionThatIsNotOfferedIsDeclined() {
        Script script =
                new Script()
                        .packet(out -> out.writeInt(Opening.GSSENC_REQUEST))
                        .packet(out -> out.writeInt(Opening.SSL_REQUEST))
                        .startup(Opening.VERSION_3, TOM);
        // One byte at a time: a client waits for each answer.
        Tape tape = new Tape(script, 1, new ToyEngine());
        playRaw(tape);
        byte[] heard = tape.heard();
        assertEquals('N', heard[0]);
        assertEquals('N', heard[1]);
        assertEquals(
                "auth 0", Tape.messages(Arrays.copyOfRange(heard, 2, heard.length)).getFirst());
    }

    @Test
    void whatIsSentAheadOfEncryptionIsRefused() {
        Script script =
                new Script()
                        .packet(out -> out.writeInt(Opening.GSSENC_REQUEST))
                        .startup(Opening.VERSION_3, TOM);
        assertEquals(
                List.of(
                        "error FATAL 08P01 received unencrypted data after GSSAPI encryption"
                                + " request"),
                play(script));
    }

    @Test
    void newerVersionsAreAnsweredWithWhatIsSpoken() {
        Map<String, String> settings = new TreeMap<>(TOM);
        settings.put("_pq_.wonder", "1");
        List<String> said = play(new Script().startup(Opening.VERSION_3 | 9, settings));
        assertEquals("negotiate " + Opening.NEWEST + " 1", said.getFirst());
        assertTrue(said.contains("key 42 32"), said::toString);
        List<String> second = play(new Script().startup(Opening.NEWEST, TOM));
        assertEquals("auth 0", second.getFirst());
        assertTrue(second.contains("key 42 32"), second::toString);
    }

    @Test
    void otherProtocolsAreTurnedAway() {
        assertRefused("0A000", new Script().startup(2 << 16, TOM));
        assertRefused(
                "08P01",
                new Script().raw("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertRefused(
                "08P01", new Script().raw((byte) 0x16, (byte) 3, (byte) 1, (byte) 2, (byte) 0));
        assertRefused("08P01", new Script().raw((byte) 0, (byte) 0, (byte) 0, (byte) 4));
        assertRefused(
                "08P01", new Script().raw((byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff));
        assertRefused("28000", new Script().startup(Opening.VERSION_3, Map.of()));
        assertRefused(
                "08P01",
                new Script()
                        .packet(out -> {
                            out.writeInt(Opening.VERSION_3);
                            out.writeBytes("user");
                        }));
    }

    @Test
    void unknownSettingsAreRefused() {
        Map<String, String> settings = new TreeMap<>(TOM);
        settings.put("no_such_thing", "1");
        assertRefusedLater("42704", settings);
        Map<String, String> options = new TreeMap<>(TOM);
        options.put("options", "-c statement_timeout=soon");
        assertRefusedLater("22023", options);
    }

    @Test
    void optionsAreSettings() {
        Map<String, String> settings = new TreeMap<>(TOM);
        settings.put("options", "-c application_name=a\\ b --statement-timeout=5s");
        List<String> said =
                play(
                        new Script()
                                .startup(Opening.VERSION_3, settings)
                                .query("SHOW statement_timeout"));
        assertTrue(said.contains("set application_name=a b"), said::toString);
        assertTrue(said.contains("row 5s"), said::toString);
    }

    @Test
    void aCancelRequestIsAnsweredWithNothing() {
        Script script =
                new Script()
                        .packet(out -> {
                            out.writeInt(Opening.CANCEL_REQUEST);
                            out.writeInt(42);
                            out.writeInt(4711);
                        });
        assertEquals(List.of(), play(script));
    }

    @Test
    void passwordsAreProven() {
        List<String> said = login("secret", "secret");
        assertEquals(List.of("auth 10", "auth 11", "auth 12", "auth 0"), said.subList(0, 4));
        assertEquals("ready I", said.getLast());
    }

    @Test
    void aWrongPasswordIsOneSentence() {
        List<String> said = login("secret", "guess");
        assertEquals(
                "error FATAL 28P01 password authentication failed for user \"tom\"",
                said.getLast());
        assertFalse(said.contains("auth 0"));
    }

    /// The client answers what it hears, so its words are made when they are asked for.
    private static List<String> login(String password, String used) {
        ToyClient client = new ToyClient(used, "n,,", new byte[0]);
        List<Tape> tape = new ArrayList<>();
        byte[] last = new byte[400];
        Script first =
                new Script()
                        .startup(Opening.VERSION_3, TOM)
                        .message(
                                'p',
                                out -> {
                                    Script.text(out, "SCRAM-SHA-256");
                                    byte[] words = client.first().getBytes(StandardCharsets.UTF_8);
                                    out.writeInt(words.length);
                                    out.write(words);
                                });
        // The length of the client's last message is known: nonces and proofs always have it.
        Runnable answer =
                () -> {
                    byte[] heard = tape.getFirst().heard();
                    String all = new String(heard, StandardCharsets.ISO_8859_1);
                    String serverFirst = all.substring(all.lastIndexOf("r="));
                    byte[] message =
                            new Script()
                                    .message(
                                            'p',
                                            out ->
                                                    out.write(
                                                            client.last(serverFirst)
                                                                    .getBytes(
                                                                            StandardCharsets
                                                                                    .UTF_8)))
                                    .bytes();
                    System.arraycopy(
                            message, 0, last, last.length - message.length, message.length);
                    tape.getFirst().skip(last.length - message.length);
                };
        tape.add(
                new Tape(
                                List.of(
                                        new Tape.Chunk(() -> {}, first.bytes()),
                                        new Tape.Chunk(answer, last)),
                                Integer.MAX_VALUE,
                                new ToyEngine())
                        .asking(Verifier.of(password, SALT, 4096)));
        return tape.getFirst().play();
    }

    private static List<String> play(Script script) {
        return Tape.play(script, new ToyEngine());
    }

    private static void playRaw(Tape tape) {
        Conversation.hold(
                tape,
                tape,
                Limits.USUAL,
                fault -> {
                    throw new IllegalStateException(fault);
                });
    }

    private static void assertRefused(String state, Script script) {
        List<String> said = play(script);
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.getFirst().startsWith("error FATAL " + state), said::toString);
    }

    private static void assertRefusedLater(String state, Map<String, String> settings) {
        List<String> said = play(new Script().startup(Opening.VERSION_3, settings));
        assertTrue(said.getLast().startsWith("error FATAL " + state), said::toString);
    }
}
