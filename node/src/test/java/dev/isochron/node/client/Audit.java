package dev.isochron.node.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.client.Ledgerkeeper.Acknowledged;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Compares what was acknowledged with what the ledger says in the end.
final class Audit {
    private static final int PAGE = 1000;

    private final Ledgerkeeper keeper;
    private final NavigableMap<Long, Acknowledged> acknowledged;

    Audit(Ledgerkeeper keeper) {
        this.keeper = keeper;
        this.acknowledged = keeper.acknowledged();
    }

    /// Everything that was acknowledged stands where it was said to stand; nothing stands there
    /// twice, and nothing that nobody wrote.
    void requireAllThere(LogClient client) throws Exception {
        assertEquals(List.of(), List.copyOf(keeper.givenTwice()), "lines given twice");
        NavigableMap<Long, Reply.Line> ledger = readAll(client);
        acknowledged.forEach((number, line) -> {
            Reply.Line there =
                    Objects.requireNonNull(
                            ledger.get(number), () -> "lost: line " + number + ", " + line.text());
            assertEquals(line.text(), text(there), () -> "line " + number);
            assertEquals(line.reply().timestampNanos(), there.timestampNanos());
            assertEquals(line.reply().slot(), there.slot());
        });
        Set<String> texts = new HashSet<>();
        for (Reply.Line line : ledger.values()) {
            String text = text(line);
            assertTrue(texts.add(text), () -> "written twice: " + text);
            long number = Long.parseLong(text.substring("line-".length()));
            assertTrue(number >= 1 && number <= keeper.sent(), () -> "nobody wrote " + text);
        }
    }

    private static NavigableMap<Long, Reply.Line> readAll(LogClient client) throws Exception {
        TreeMap<Long, Reply.Line> all = new TreeMap<>();
        long total = 1;
        while (all.size() < total) {
            Reply reply = client.read(1, all.size() + 1L, PAGE).get(60, TimeUnit.SECONDS);
            assertTrue(reply instanceof Reply.Page, () -> "read: " + reply);
            Reply.Page page = (Reply.Page) reply;
            total = page.total();
            assertTrue(!page.lines().isEmpty(), () -> "no lines from " + (all.size() + 1));
            page.lines().forEach(line -> all.put(line.line(), line));
            assertEquals(all.size(), all.lastKey(), "the lines have a gap");
        }
        return all;
    }

    private static String text(Reply.Line line) {
        return new String(line.payload(), StandardCharsets.UTF_8);
    }

    /// T1: timestamps rise with the lines, whoever led.
    void requireRisingTimestamps() {
        long last = 0;
        for (Acknowledged line : acknowledged.values()) {
            long timestamp = line.reply().timestampNanos();
            assertTrue(timestamp > last, () -> "T1: " + line.reply() + " is not later");
            last = timestamp;
        }
    }

    /// P3: the lines that one ballot acknowledged lie together, in slots and in time, and ballots
    /// follow each other: no two leaders acted at one time.
    ///
    /// @return how many ballots there were
    int requireLeadersOneAfterTheOther() {
        List<Reign> reigns = new ArrayList<>();
        for (Acknowledged line : acknowledged.values()) {
            if (line.reply().again()) {
                continue; // The answer names who repeated it, not who wrote it.
            }
            Reign last = reigns.isEmpty() ? null : reigns.getLast();
            if (last == null || !last.isOf(line.reply())) {
                reigns.add(new Reign(line.reply()));
            }
        }
        for (int i = 1; i < reigns.size(); i++) {
            Reign before = reigns.get(i - 1);
            Reign after = reigns.get(i);
            assertTrue(
                    before.compareTo(after) < 0,
                    () -> "P3: " + after + " writes after " + before + ": " + reigns);
        }
        return reigns.size();
    }

    private record Reign(long round, long owner) implements Comparable<Reign> {
        Reign(Reply.Written first) {
            this(first.ballotRound(), first.ballotOwner());
        }

        boolean isOf(Reply.Written line) {
            return line.ballotRound() == round && line.ballotOwner() == owner;
        }

        @Override
        public int compareTo(Reign other) {
            return Comparator.comparingLong(Reign::round)
                    .thenComparingLong(Reign::owner)
                    .compare(this, other);
        }
    }

    /// External consistency: what was asked for after an answer was heard is later than it.
    void requireRealTimeOrder() {
        List<Acknowledged> bySending =
                acknowledged.values().stream()
                        .filter(line -> !line.reply().again())
                        .sorted(Comparator.comparingLong(Acknowledged::sentNanos))
                        .toList();
        ArrayDeque<Acknowledged> byHearing =
                new ArrayDeque<>(
                        bySending.stream()
                                .sorted(Comparator.comparingLong(Acknowledged::heardNanos))
                                .toList());
        Map.Entry<Long, Acknowledged> latest = Map.entry(0L, bySending.getFirst());
        for (Acknowledged line : bySending) {
            while (!byHearing.isEmpty() && byHearing.peek().heardNanos() < line.sentNanos()) {
                Acknowledged heard = byHearing.remove();
                long timestamp = heard.reply().timestampNanos();
                latest = timestamp > latest.getKey() ? Map.entry(timestamp, heard) : latest;
            }
            Acknowledged before = latest.getValue();
            assertTrue(
                    line.reply().timestampNanos() > latest.getKey(),
                    () -> line + " was asked for after " + before + " was heard");
        }
    }
}
