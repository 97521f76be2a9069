package dev.isochron.bench.tpcc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.bench.tpcc.model.Kind;
import dev.isochron.bench.tpcc.port.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Outcome DONE = new Outcome(false, 1, 0);

    private final Ledger ledger = new Ledger(0, Duration.ofSeconds(3));

    @Test
    void onlyWhatEndsWithinTheIntervalCounts() {
        end(Kind.PAYMENT, -500, -1);
        end(Kind.PAYMENT, -500, 1);
        end(Kind.PAYMENT, 2_900, 2_999);
        end(Kind.PAYMENT, 2_900, 3_000);
        RunResult result = ledger.result();
        assertEquals(2, result.of(Kind.PAYMENT).completed());
        assertEquals(List.of(1L, 0L, 1L), result.perSecond().get(Kind.PAYMENT));
    }

    @Test
    void ordersAMinuteCountThoseThatWereRolledBackByRule() {
        end(Kind.NEW_ORDER, 0, 10);
        ledger.ended(Kind.NEW_ORDER, 0, millis(1_500), new Outcome(true, 3, 0));
        RunResult result = ledger.result();
        assertEquals(40, result.tpmC());
        assertEquals(1, result.of(Kind.NEW_ORDER).rolledBack());
        assertEquals(2, result.attemptsPerTransaction());
        assertEquals(40 * 100 / 12.86, result.efficiency(1), 1e-9);
    }

    @Test
    void whoDoesNotTellWhatItWroteToIsNotCounted() {
        end(Kind.NEW_ORDER, 0, 10);
        ledger.ended(Kind.NEW_ORDER, 0, millis(20), new Outcome(false, 1, 0, 1));
        ledger.ended(Kind.NEW_ORDER, 0, millis(30), new Outcome(false, 1, 0, 3));
        assertEquals(new KindResult.Reach(2, 1), ledger.result().of(Kind.NEW_ORDER).reach());
    }

    @Test
    void theLongestGapIsOfWritesAlone() {
        end(Kind.PAYMENT, 0, 500);
        end(Kind.ORDER_STATUS, 0, 1_200);
        end(Kind.DELIVERY, 0, 2_000);
        assertEquals(1.5, ledger.result().longestGapSeconds(), 1e-9);
    }

    @Test
    void nineOfTenResponsesMustBeWithinTheLimit() {
        for (int i = 0; i < 8; i++) {
            end(Kind.STOCK_LEVEL, 0, 100);
        }
        assertTrue(ledger.result().of(Kind.STOCK_LEVEL).isInTime());
        end(Kind.STOCK_LEVEL, -25_000, 200);
        end(Kind.STOCK_LEVEL, -25_000, 300);
        assertFalse(ledger.result().of(Kind.STOCK_LEVEL).isInTime());
    }

    private void end(Kind kind, long fromMillis, long toMillis) {
        ledger.ended(kind, millis(fromMillis), millis(toMillis), DONE);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
