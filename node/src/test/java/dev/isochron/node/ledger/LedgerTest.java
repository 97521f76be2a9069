package dev.isochron.node.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.model.Entry;
import dev.isochron.truetime.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Every line once, whatever is repeated; and what becomes of it when memory runs out.
final class LedgerTest {
    private static final long BORN = 1_000_000;

    private final Ledger ledger = new Ledger(LedgerSettings.DEFAULT);
    private long now = 10 * BORN;

    @Test
    void aRepetitionIsAnsweredWithTheFirstTime() {
        Outcome.Recorded first = recorded(write(client(1), 1));
        write(client(2), 1);
        Outcome.Recorded again = recorded(write(client(1), 1));
        assertTrue(again.again());
        assertEquals(first.line(), again.line());
        assertEquals(first.slot(), again.slot());
        assertEquals(first.timestamp(), again.timestamp());
        assertEquals(2, ledger.lines());
    }

    @Test
    void commandsMayOvertakeEachOtherByAWindow() {
        recorded(write(client(1), Session.WINDOW));
        assertEquals(false, recorded(write(client(1), 1)).again());
        recorded(write(client(1), Session.WINDOW + 1));
        assertInstanceOf(Outcome.Expired.class, write(client(1), 1), "nobody knows any more");
        assertEquals(true, recorded(write(client(1), Session.WINDOW)).again());
    }

    /// A client that was forgotten may have written anything, so it is refused for good: it must
    /// not get a line twice.
    @Test
    void theLongestUnusedClientIsForgottenAndRefusedFromThenOn() {
        recorded(write(client(0), 1));
        for (int i = 1; i <= Ledger.MAX_SESSIONS; i++) {
            recorded(write(client(i), 1));
        }
        assertInstanceOf(Outcome.Expired.class, write(client(0), 1));
        assertInstanceOf(Outcome.Expired.class, write(client(0), 2));
        assertEquals(true, recorded(write(client(1), 1)).again(), "the others are known");
    }

    @Test
    void aClientBornAfterAllThatWasForgottenIsWelcome() {
        for (int i = 0; i <= Ledger.MAX_SESSIONS; i++) {
            recorded(write(client(i), 1));
        }
        ClientId young = new ClientId(new Timestamp(now), 99);
        now += BORN;
        recorded(write(young, 1));
    }

    @Test
    void busyClientsCountByWhatIsRememberedOfThem() {
        int clients = (int) (Ledger.MAX_REMEMBERED / Session.WINDOW) + 1;
        for (int i = 0; i < clients; i++) {
            for (int sequence = 1; sequence <= Session.WINDOW; sequence++) {
                recorded(write(client(i), sequence));
            }
        }
        assertInstanceOf(Outcome.Expired.class, write(client(0), Session.WINDOW));
        assertEquals(true, recorded(write(client(1), Session.WINDOW)).again());
    }

    @Test
    void anImageGoesOnExactlyLikeTheLedgerItWasTakenOf() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            write(client(random.nextInt(5000)), 1 + random.nextInt(700));
        }
        byte[] image = ledger.image().encode();
        Ledger copy = Ledger.of(LedgerImage.decode(image), LedgerSettings.DEFAULT);
        assertEquals(ledger.chain(), copy.chain());
        for (int i = 0; i < 20_000; i++) {
            Entry entry = entry(client(random.nextInt(5000)), 1 + random.nextInt(700));
            assertEquals(
                    ledger.apply(ledger.applied().next(), entry),
                    copy.apply(copy.applied().next(), entry));
        }
        assertEquals(ledger.chain(), copy.chain());
        assertEquals(ledger.lines(), copy.lines());
    }

    @Test
    void onlyTheNewestLinesAreAtHand() {
        Ledger small = new Ledger(new LedgerSettings(10, 1 << 20));
        for (int i = 1; i <= 25; i++) {
            small.apply(small.applied().next(), entry(client(1), i));
        }
        List<Long> lines = small.read(1, 100).stream().map(Ledger.Kept::line).toList();
        assertEquals(List.of(16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L, 25L), lines);
        assertEquals(25, small.lines());
    }

    /// What no program of ours would propose is answered alike on every replica, and stops none.
    @Test
    void entriesThatAreNoBatchesAreRejectedByAResult() {
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = bytesOf(entry(client(1), 1 + seed)).clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            byte[] torn = new byte[random.nextInt(bytes.length)];
            System.arraycopy(bytes, 0, torn, 0, torn.length);
            ledger.apply(ledger.applied().next(), new Entry.Commands(bytes));
            ledger.apply(ledger.applied().next(), new Entry.Commands(torn));
        }
    }

    private Outcome write(ClientId client, long sequence) {
        return ledger.apply(ledger.applied().next(), entry(client, sequence)).getFirst();
    }

    private Entry.Commands entry(ClientId client, long sequence) {
        now++;
        byte[] payload = ("line " + sequence).getBytes(StandardCharsets.UTF_8);
        Command command = new Command(client, sequence, payload);
        return Batch.encode(List.of(new Stamped(new Timestamp(now), command)));
    }

    private static byte[] bytesOf(Entry.Commands entry) {
        return entry.bytes();
    }

    private static ClientId client(int number) {
        return new ClientId(new Timestamp(BORN), number);
    }

    private static Outcome.Recorded recorded(Outcome outcome) {
        return assertInstanceOf(Outcome.Recorded.class, outcome);
    }
}
