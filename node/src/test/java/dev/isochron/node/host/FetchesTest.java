package dev.isochron.node.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.model.GroupId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Few replicas of a node fetch their state at one time, and each has its turn.
final class FetchesTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Fetches fetches = new Fetches(2);

    @Test
    void noMoreThanSoManyBeginAtOneTime() {
        assertTrue(fetches.mayBegin(group(1), 0));
        assertTrue(fetches.mayBegin(group(2), 0));
        assertFalse(fetches.mayBegin(group(3), 0));
        assertTrue(fetches.mayBegin(group(1), 0));
    }

    @Test
    void whoWaitsLongestIsNext() {
        fetches.mayBegin(group(1), 0);
        fetches.mayBegin(group(2), 0);
        fetches.mayBegin(group(4), 0);
        fetches.mayBegin(group(3), 1);
        fetches.ended(group(1));
        assertFalse(fetches.mayBegin(group(3), 2));
        assertTrue(fetches.mayBegin(group(4), 3));
    }

    @Test
    void aTurnLastsWhilePiecesCome() {
        fetches.mayBegin(group(1), 0);
        fetches.mayBegin(group(2), 0);
        fetches.goesOn(group(1), 4 * SECOND);
        assertTrue(fetches.mayBegin(group(3), 6 * SECOND));
        assertFalse(fetches.mayBegin(group(4), 6 * SECOND));
        assertTrue(fetches.mayBegin(group(4), 10 * SECOND));
    }

    @Test
    void whoWaitsAndAsksNoMoreHoldsNobodyUp() {
        fetches.mayBegin(group(1), 0);
        fetches.mayBegin(group(2), 0);
        fetches.mayBegin(group(3), 0);
        fetches.goesOn(group(1), 4 * SECOND);
        assertTrue(fetches.mayBegin(group(4), 6 * SECOND));
    }

    /// Half of them get nothing from anybody; they keep nobody from it for good.
    @Test
    void allHaveTheirTurnThoughSomeGetNothing() {
        List<Long> done = new ArrayList<>();
        TreeSet<Long> left = new TreeSet<>();
        for (long i = 1; i <= 20; i++) {
            left.add(i);
        }
        for (long now = 0; now < 200 * SECOND; now += SECOND / 5) {
            for (long i : List.copyOf(left)) {
                if (fetches.mayBegin(group(i), now) && i % 2 == 0) {
                    fetches.ended(group(i));
                    left.remove(i);
                    done.add(i);
                }
            }
        }
        assertEquals(10, done.size(), done::toString);
    }

    @Test
    void noneAtATimeWouldBeForEver() {
        assertThrows(IllegalArgumentException.class, () -> new Fetches(0));
    }

    private static GroupId group(long number) {
        return new GroupId(number);
    }
}
