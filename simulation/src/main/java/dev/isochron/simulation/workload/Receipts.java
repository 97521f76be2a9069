package dev.isochron.simulation.workload;

import dev.isochron.node.desk.Answer;
import dev.isochron.node.ledger.Ledger;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.truetime.Timestamp;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What clients were told, and whether it can all be true at once: nothing acknowledged is lost or
/// moved, nothing is written twice, and what was acknowledged before something began comes before
/// it, in the ledger and in timestamps, over all groups.
///
/// Each command carries a number that no other intention ever carries, so a line shows whose it is.
public final class Receipts {
    static final String NAME = "acknowledged";

    /// Where a command stands.
    private record Place(long line, Timestamp timestamp) {}

    /// What was acknowledged so far, as somebody who begins now may know it.
    ///
    /// @param line the highest line of the group
    /// @param timestamp the highest of all groups
    record Floor(long line, Timestamp timestamp) {}

    private static final class Book {
        final TreeMap<Long, Place> places = new TreeMap<>();
        final TreeMap<Long, Long> lines = new TreeMap<>();
        final TreeSet<Long> assumed = new TreeSet<>();
        long highestLine;
        long acknowledged;
    }

    private final TreeMap<GroupId, Book> books = new TreeMap<>();
    private final BooleanSupplier clocksAreHonest;
    private Timestamp highest = Timestamp.MIN;

    public Receipts(BooleanSupplier clocksAreHonest) {
        this.clocksAreHonest = clocksAreHonest;
    }

    private Book book(GroupId group) {
        return books.computeIfAbsent(group, _ -> new Book());
    }

    /// How many commands of a group were acknowledged so far.
    public long acknowledged(GroupId group) {
        return book(group).acknowledged;
    }

    Floor floor(GroupId group) {
        return new Floor(book(group).highestLine, highest);
    }

    /// A client was told that its command number `number` stands in the ledger.
    ///
    /// @param floor what was acknowledged before the command was first sent
    void recorded(GroupId group, long number, Floor floor, Answer.Recorded told) {
        Book book = book(group);
        Place place = new Place(told.line(), told.timestamp());
        Place before = book.places.putIfAbsent(number, place);
        require(
                before == null || before.equals(place),
                () -> number + " of " + group + " stands at " + place + " and at " + before);
        stands(group, told.line(), number);
        require(
                told.line() > floor.line(),
                () ->
                        number
                                + " of "
                                + group
                                + " was sent after line "
                                + floor.line()
                                + " was acknowledged, and got line "
                                + told.line());
        require(
                told.timestamp().isAfter(floor.timestamp()) || !clocksAreHonest.getAsBoolean(),
                () ->
                        number
                                + " of "
                                + group
                                + " was sent after "
                                + floor.timestamp()
                                + " was acknowledged, and got "
                                + told.timestamp());
        requireOrder(book.lines, book.places, told.line(), place);
        book.highestLine = Math.max(book.highestLine, told.line());
        book.acknowledged++;
        if (clocksAreHonest.getAsBoolean()) { // one that lied was perhaps not waited out
            highest = Timestamp.max(highest, told.timestamp());
        }
    }

    private void requireOrder(
            NavigableMap<Long, Long> lines,
            NavigableMap<Long, Place> places,
            long line,
            Place place) {
        @Nullable Place lower = placeOf(lines.lowerEntry(line), places);
        @Nullable Place higher = placeOf(lines.higherEntry(line), places);
        boolean inOrder =
                (lower == null || lower.timestamp().isBefore(place.timestamp()))
                        && (higher == null || higher.timestamp().isAfter(place.timestamp()));
        require(
                inOrder || !clocksAreHonest.getAsBoolean(),
                () -> place + " lies between " + lower + " and " + higher);
    }

    private static @Nullable Place placeOf(
            Map.@Nullable Entry<Long, Long> entry, NavigableMap<Long, Place> places) {
        return entry == null ? null : places.get(entry.getValue());
    }

    /// A line was seen to hold the command `number`.
    private void stands(GroupId group, long line, long number) {
        Book book = book(group);
        Long other = book.lines.putIfAbsent(line, number);
        require(
                other == null || other == number,
                () -> "line " + line + " of " + group + " is " + number + " and was " + other);
        Place place = book.places.get(number);
        require(
                place == null || place.line() == line,
                () -> number + " of " + group + " stands at line " + line + " and at " + place);
    }

    /// A client read the ledger as it stood after it asked.
    void read(GroupId group, Floor floor, Answer.Lines told) {
        require(
                told.total() >= floor.line(),
                () ->
                        "a read of "
                                + group
                                + " began after line "
                                + floor.line()
                                + " was acknowledged, and saw only "
                                + told.total());
        TreeSet<Long> seen = new TreeSet<>();
        for (Ledger.Kept kept : told.lines()) {
            long number = kept.payload().buffer().getLong();
            require(
                    seen.add(number),
                    () -> number + " of " + group + " stands in two lines, one is " + kept.line());
            stands(group, kept.line(), number);
        }
        Book book = book(group);
        book.highestLine = Math.max(book.highestLine, told.total());
    }

    /// A client takes `number` for done though nobody told it so; only a mutation does that.
    void assumed(GroupId group, long number) {
        book(group).assumed.add(number);
    }

    /// Everything that a client took for done must be in what a ledger holds in the end.
    public void requireAll(GroupId group, Answer.Lines end) {
        Book book = book(group);
        read(group, floor(group), end);
        TreeSet<Long> there = new TreeSet<>();
        end.lines().forEach(kept -> there.add(kept.payload().buffer().getLong()));
        long first = end.lines().isEmpty() ? end.total() + 1 : end.lines().getFirst().line();
        for (Map.Entry<Long, Place> place : book.places.entrySet()) {
            require(
                    place.getValue().line() < first || there.contains(place.getKey()),
                    () -> place + " of " + group + " was acknowledged and is lost");
        }
        for (long number : book.assumed) {
            require(
                    first > 1 || there.contains(number),
                    () -> number + " of " + group + " is lost");
        }
    }

    private static void require(boolean holds, Supplier<String> what) {
        if (!holds) {
            throw new Violation(NAME, what.get());
        }
    }
}
