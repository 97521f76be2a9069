package dev.isochron.simulation.truth;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.program.Gathering;
import dev.isochron.protocol.program.Program;
import dev.isochron.protocol.program.Sieve;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a client was shown of some rows.
///
/// @param tenure of the locks, if it was seen under locks
/// @param whole false if only some columns count, because others may change meanwhile
/// @param complete false if rows may be left out
/// @param honest false if a clock was lying about then: nothing is promised
public record Sight(
        Ticket ticket,
        List<Lookup> lookups,
        List<Reply.Found> found,
        Timestamp at,
        Optional<Tenure> tenure,
        boolean whole,
        boolean complete,
        boolean honest) {

    /// The first thing shown that was not so at `t`, or not shown although it was.
    public Optional<String> contradiction(Versions truth, Timestamp t) {
        for (int i = 0; i < lookups.size(); i++) {
            Optional<Span> looked = looked(lookups.get(i), found.get(i));
            List<Reply.Pair> there = looked.map(span -> truth.in(span, t)).orElse(List.of());
            List<Reply.Pair> shown = found.get(i).rows();
            Optional<Program> program = programOf(lookups.get(i));
            Optional<String> wrong =
                    program.isPresent() && program.get().gathers()
                            ? compareGroups(program.get(), shown, there)
                            : compare(shown, sifted(program, there));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<Program> programOf(Lookup lookup) {
        return lookup instanceof Lookup.Range range ? range.program() : Optional.empty();
    }

    /// What a program should send of these rows.
    private static List<Reply.Pair> sifted(Optional<Program> program, List<Reply.Pair> there) {
        if (program.isEmpty()) {
            return there;
        }
        Sieve sieve = new Sieve(program.get());
        List<Reply.Pair> passed = new ArrayList<>();
        for (Reply.Pair row : there) {
            sieve.passed(row.key(), row.row().toBytes())
                    .map(bytes -> new Reply.Pair(row.key(), Bytes.of(bytes), row.written()))
                    .ifPresent(passed::add);
        }
        return passed;
    }

    private static Optional<String> compareGroups(
            Program program, List<Reply.Pair> shown, List<Reply.Pair> there) {
        Gathering gathering = new Gathering(program);
        there.forEach(row -> gathering.take(row.key(), row.row().toBytes()));
        boolean isSo = gathering.groups().equals(shown.stream().map(Reply.Pair::row).toList());
        return isSo
                ? Optional.empty()
                : Optional.of("groups were shown that are not those of " + brief(there));
    }

    /// The spans that were looked at.
    public List<Span> spans() {
        List<Span> all = new ArrayList<>();
        for (int i = 0; i < lookups.size(); i++) {
            looked(lookups.get(i), found.get(i)).ifPresent(all::add);
        }
        return all;
    }

    private Optional<String> compare(List<Reply.Pair> shown, List<Reply.Pair> there) {
        List<Key> keys = shown.stream().map(Reply.Pair::key).sorted().toList();
        if (complete && !keys.equals(there.stream().map(Reply.Pair::key).toList())) {
            return Optional.of("rows " + keys + " were shown, there were " + brief(there));
        }
        for (Reply.Pair row : shown) {
            boolean isSo =
                    there.stream()
                            .anyMatch(t -> t.key().equals(row.key()) && (!whole || t.equals(row)));
            if (!isSo) {
                return Optional.of(brief(List.of(row)) + " was shown, there were " + brief(there));
            }
        }
        return Optional.empty();
    }

    private static String brief(List<Reply.Pair> rows) {
        List<String> all = new ArrayList<>();
        rows.forEach(row -> all.add(row.key() + " of " + row.written()));
        return all.toString();
    }

    /// How far a lookup got; nothing if it stopped before its first key.
    private static Optional<Span> looked(Lookup lookup, Reply.Found found) {
        return switch (lookup) {
            case Lookup.Point point -> Optional.of(point.span());
            case Lookup.Range(Span span, Lookup.Direction direction, int limit, _) -> {
                boolean forward = direction == Lookup.Direction.FORWARD;
                if (found.resume().isPresent()) {
                    yield rest(span, found.resume().get(), forward);
                }
                if (found.rows().size() < limit) {
                    yield Optional.of(span);
                }
                Key last = found.rows().getLast().key();
                yield rest(span, forward ? last.next().orElse(last) : last, forward);
            }
        };
    }

    private static Optional<Span> rest(Span span, Key border, boolean forward) {
        if (!span.canSplitAt(border)) {
            boolean nothing = forward == !span.from().isBelow(border);
            return nothing ? Optional.empty() : Optional.of(span);
        }
        Span.Halves halves = span.splitAt(border);
        return Optional.of(forward ? halves.left() : halves.right());
    }
}
