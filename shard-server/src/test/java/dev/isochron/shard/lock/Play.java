package dev.isochron.shard.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.TxnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// Random requests to a table and to [NaiveTable], which must come to the same.
final class Play {
    private static final int AGES = 8;
    private static final String KEYS = "abcde";

    private final SplittableRandom random;
    private final LockTable table;
    private final NaiveTable naive = new NaiveTable();
    private final List<String> history = new ArrayList<>();

    /// Which try of each age is the current one.
    private final int[] tries = new int[AGES];

    /// Like the table's own, so that a wait has the same number in both.
    private long tickets;

    Play(SplittableRandom random, Set<LockRule> rules) {
        this.random = random;
        this.table =
                new LockTable(
                        new ShardId(1), new Ballot(1, 1), Words::row, LockLimits.standard(), rules);
    }

    void run(int steps) {
        try {
            for (int i = 0; i < steps; i++) {
                step();
                compareStates();
                checkSafety();
            }
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + String.join("\n", history), e);
        }
    }

    private void step() {
        Attempt attempt = someAttempt();
        switch (random.nextInt(20)) {
            case 0, 1 -> compare(attempt, "voted", table.voted(attempt.id()), naive::voted);
            case 2, 3, 4 ->
                    compare(attempt, "release", table.release(attempt.id()), naive::release);
            case 5 ->
                    compare(
                            attempt,
                            "end",
                            table.end(attempt.id(), new Aborted.DecidedByInquiry(attempt.id())),
                            naive::endFromOutside);
            case 6 -> giveUp();
            default -> acquire(attempt);
        }
    }

    private interface Naively {
        NaiveTable.Outcome step(TxnId id);
    }

    private void compare(Attempt attempt, String what, List<LockEvent> events, Naively naively) {
        history.add(attempt.tag() + " " + what);
        compareEvents(naively.step(attempt.id()), events);
    }

    private void giveUp() {
        long ticket = 1 + random.nextLong(tickets + 1);
        history.add("give up " + ticket);
        NaiveTable.Outcome expected = naive.giveUp(ticket);
        Optional<LockStep> step = table.giveUp(new Ticket(ticket), Duration.ZERO);
        compareEvents(expected, step.map(LockStep::events).orElse(List.of()));
    }

    private void acquire(Attempt attempt) {
        List<Lock> wanted = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            wanted.add(new Lock(someSpan(), someMode()));
        }
        LockWait patience =
                random.nextInt(4) > 0
                        ? LockWait.WAIT
                        : random.nextBoolean() ? LockWait.NO_WAIT : LockWait.SKIP;
        history.add(attempt.tag() + " " + patience + " " + wanted.stream().map(Words::of).toList());
        LockStep step = table.acquire(attempt, wanted, patience);
        tickets = Math.max(tickets, ticket(step));
        NaiveTable.Outcome expected = naive.acquire(ticket(step), attempt, wanted, patience);
        history.add("    " + answer(step.answer()) + " " + step.events().size() + " events");
        assertEquals(expected.answer(), answer(step.answer()), "answer");
        compareEvents(expected, step.events());
        if (step.answer() instanceof Answer.Granted granted && random.nextInt(3) == 0) {
            boolean own = random.nextInt(4) > 0;
            long ticket = own ? granted.ticket().number() : 1 + random.nextLong(tickets);
            shrink(attempt, new Ticket(ticket), wanted.getFirst().span());
        }
    }

    private void shrink(Attempt attempt, Ticket ticket, Span asked) {
        Span other = someSpan();
        Span kept = asked.intersect(other).orElse(other);
        history.add(attempt.tag() + " shrink " + ticket + " to " + Words.of(kept));
        NaiveTable.Outcome expected = naive.shrink(attempt.id(), ticket.number(), kept);
        compareEvents(expected, table.shrink(attempt.id(), ticket, kept));
    }

    /// A refused request has none; the next that waits may well have the same.
    private long ticket(LockStep step) {
        return switch (step.answer()) {
            case Answer.Granted granted -> granted.ticket().number();
            case Answer.Waiting(Ticket ticket) -> ticket.number();
            case Answer.Refused _ -> 0;
        };
    }

    private static String answer(Answer answer) {
        return switch (answer) {
            case Answer.Granted _ -> "granted";
            case Answer.Waiting _ -> "waits";
            case Answer.Refused _ -> "refused";
        };
    }

    private void compareEvents(NaiveTable.Outcome expected, List<LockEvent> events) {
        Set<String> ended = new LinkedHashSet<>();
        Set<Long> granted = new LinkedHashSet<>();
        Set<String> asked = new LinkedHashSet<>();
        for (LockEvent event : events) {
            switch (event) {
                case LockEvent.Ended e -> ended.add(e.attempt().tag());
                case LockEvent.Granted g -> granted.add(g.ticket().number());
                case LockEvent.CoordinatorAsked a ->
                        asked.add(a.holder().tag() + " for " + a.wounder().tag());
                case LockEvent.Withdrawn _, LockEvent.Released _ -> {}
            }
        }
        assertEquals(expected.ended(), ended, "ended");
        assertEquals(expected.granted(), granted, "granted");
        assertEquals(expected.asked(), asked, "asked");
    }

    /// Who holds what, span by span, and who waits.
    private void compareStates() {
        TreeSet<String> expected = new TreeSet<>();
        for (NaiveTable.Alive who : naive.alive.values()) {
            who.locks.forEach((span, mode) ->
                    expected.add(held(who.attempt, new Lock(span, mode), who.voted)));
        }
        naive.waiting.forEach(w -> expected.add(w.who().attempt.tag() + " waits " + w.ticket()));
        TreeSet<String> actual = new TreeSet<>();
        LockListing listing = table.listing(Integer.MAX_VALUE);
        listing.holdings().forEach(h -> actual.add(held(h.attempt(), h.lock(), h.hasVoted())));
        listing.waits()
                .forEach(w -> actual.add(w.attempt().tag() + " waits " + w.ticket().number()));
        assertEquals(expected, actual, "state");
    }

    private static String held(Attempt attempt, Lock lock, boolean voted) {
        return attempt.tag() + " holds " + lock + (voted ? " voted" : "");
    }

    /// What must be true whatever the rules say in detail.
    private void checkSafety() {
        LockListing listing = table.listing(Integer.MAX_VALUE);
        List<LockListing.Holding> held = listing.holdings();
        for (LockListing.Holding a : held) {
            for (LockListing.Holding b : held) {
                boolean clash =
                        !a.attempt().id().equals(b.attempt().id())
                                && NaiveTable.conflict(a.lock(), b.lock());
                assertFalse(clash, () -> "conflicting locks are held: " + a + " and " + b);
            }
        }
        for (LockListing.Wait wait : listing.waits()) {
            assertTrue(!wait.blockers().isEmpty(), () -> "waits for nobody: " + wait);
        }
        for (NaiveTable.Waiter wait : naive.waiting) {
            for (LockListing.Holding holding : held) {
                boolean younger =
                        wait.who().attempt.age().isOlderThan(holding.attempt().age())
                                && !holding.hasVoted();
                boolean met =
                        wait.wanted().stream()
                                .anyMatch(l -> NaiveTable.conflict(l, holding.lock()));
                assertFalse(
                        younger && met,
                        () -> "an older one waits for an unvoted younger one: " + holding);
            }
        }
    }

    private Attempt someAttempt() {
        int age = random.nextInt(AGES);
        if (random.nextInt(12) == 0) {
            tries[age]++;
        }
        int attempt = Math.max(0, tries[age] - (random.nextInt(15) == 0 ? 1 : 0));
        return Words.attempt("t" + (age + 1) + "." + (attempt + 1));
    }

    private Span someSpan() {
        int from = random.nextInt(KEYS.length());
        if (random.nextInt(3) > 0) {
            return Words.span(KEYS.substring(from, from + 1));
        }
        int until = from + 1 + random.nextInt(KEYS.length() - from);
        return Words.span(
                KEYS.charAt(from) + ".." + (until < KEYS.length() ? KEYS.charAt(until) : ""));
    }

    private LockMode someMode() {
        ColumnSet columns =
                random.nextInt(3) == 0 ? ColumnSet.ALL : new ColumnSet(2L << random.nextInt(3));
        return switch (random.nextInt(5)) {
            case 0, 1, 2 -> LockMode.shared(columns);
            case 3 -> LockMode.exclusive(columns);
            default -> LockMode.whole();
        };
    }
}
