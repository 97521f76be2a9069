package dev.isochron.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.sql.error.SqlException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Whatever the text, the parser gives trees or an [SqlException], soon. `-Dseed` and `-Drounds`
/// choose others.
class ParserFuzzTest {

    private static final long SEED = Long.getLong("seed", 20261126);
    private static final int ROUNDS = Integer.getInteger("rounds", 20_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void randomCharactersAreReadOrRefused() {
        Random random = new Random(SEED);
        Assertions.assertTimeoutPreemptively(
                PATIENCE,
                () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        byte[] bytes = new byte[random.nextInt(60)];
                        random.nextBytes(bytes);
                        tryOut(new String(bytes, StandardCharsets.ISO_8859_1));
                        tryOut(new String(bytes, StandardCharsets.UTF_8));
                        tryOut(new String(bytes, StandardCharsets.UTF_16));
                    }
                });
    }

    @Test
    void signsAndQuotesInAnyOrderAreReadOrRefused() {
        Random random = new Random(SEED);
        String alphabet =
                "aeEuUnxXbB&'\"$\\/*-+.0123456789:;,()[]<>=!@#%^|~`? \n\t_\u00e9\ud83d\ude00";
        Assertions.assertTimeoutPreemptively(
                PATIENCE,
                () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        StringBuilder text = new StringBuilder("select ");
                        for (int length = random.nextInt(40); length > 0; length--) {
                            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                        }
                        tryOut(text.toString());
                    }
                });
    }

    @Test
    void statementsThatAreAlmostRightAreReadOrRefused() {
        Mutations mutations = new Mutations(SEED, StatementFiles.statements());
        Assertions.assertTimeoutPreemptively(
                PATIENCE,
                () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        tryOut(mutations.next());
                    }
                });
    }

    private static void tryOut(String text) {
        try {
            for (Parsed one : Parser.script(text)) {
                again(text, one);
            }
        } catch (SqlException _) {
            // Refused, as it should be.
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + SEED + ", text: " + text, e);
        }
        Fingerprint.of(text);
    }

    private static void again(String text, Parsed one) {
        String written = Deparser.text(one.statement());
        try {
            assertEquals(
                    TreeText.withoutPositions(one.statement()),
                    TreeText.withoutPositions(Parser.script(written).getFirst().statement()),
                    text);
        } catch (SqlException e) {
            throw new AssertionError("of " + text + " was made " + written, e);
        }
    }
}
