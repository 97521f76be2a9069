package dev.isochron.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.error.BadInputException;
import dev.isochron.protocol.error.BadInput;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Requests with keys, of which it is known for a day what became of them.
class RequestsTest {

    private final Bank bank = Bank.open(1);
    private final Isochron db = bank.db;

    private Once<Long> pay(RequestKey key) {
        return db.transactOnce(
                key,
                tx -> {
                    Bank.transfer(tx, 1, 11, 30);
                    return 7L;
                });
    }

    private long rows() {
        return db.snapshot().scan(Scan.of("isochron.requests")).count();
    }

    @Test
    void aKeyIsATextThatComesBack() {
        RequestKey key = db.requestKey("order/1");
        assertEquals(key, RequestKey.parse(key.toText()));
        assertThrows(IllegalArgumentException.class, () -> RequestKey.parse("order/1"));
    }

    @Test
    void whatIsTooOldIsRefusedAndNotDoneAgainOnceItsRowIsGone() {
        RequestKey key = db.requestKey("order");
        pay(key);
        bank.cluster.pass(Duration.ofHours(23));
        assertTrue(pay(key).isRepeated());
        assertEquals(0, db.requests().sweep());
        RequestKey young = db.requestKey("another order");
        pay(young);
        bank.cluster.pass(Duration.ofMinutes(205));
        assertEquals(40, bank.balance(1));
        assertEquals(1, db.requests().sweep());
        assertEquals(0, db.requests().sweep());
        assertEquals(1, rows(), "the young one stays");
        BadInputException refused = assertThrows(BadInputException.class, () -> pay(key));
        assertInstanceOf(BadInput.RequestTooOld.class, refused.failure());
        assertEquals(40, bank.balance(1));
        assertTrue(pay(young).isRepeated());
    }

    @Test
    void whatWasNeverDoneIsRefusedAsWellOnceItIsTooOld() {
        RequestKey key = db.requestKey("order");
        bank.cluster.pass(Duration.ofHours(25));
        BadInputException refused = assertThrows(BadInputException.class, () -> pay(key));
        assertInstanceOf(BadInput.RequestTooOld.class, refused.failure());
        assertEquals(100, bank.balance(1));
    }

    @Test
    void aKeyOfTheFutureIsRefused() {
        RequestKey key = db.requestKey("order");
        RequestKey later = new RequestKey(key.asked().plusNanos(60_000_000_000L), "order");
        BadInputException refused = assertThrows(BadInputException.class, () -> pay(later));
        assertInstanceOf(BadInput.FutureTimestamp.class, refused.failure());
    }
}
