package dev.isochron.txn.record;

import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cutting lists of spans. Shards split and merge between a vote and its outcome, so what is told
/// and what was asked need not begin and end at the same keys.
public final class Spans {

    private Spans() {}

    /// What is left of `whole` without `part`, in the order of `whole`.
    public static List<Span> minus(List<Span> whole, Span part) {
        List<Span> rest = new ArrayList<>();
        for (Span span : whole) {
            rest.addAll(minus(span, part));
        }
        return List.copyOf(rest);
    }

    /// What is left of `whole` without all `parts`.
    public static List<Span> minus(List<Span> whole, List<Span> parts) {
        List<Span> rest = List.copyOf(whole);
        for (Span part : parts) {
            rest = minus(rest, part);
        }
        return rest;
    }

    /// What is left of one span without another: nothing, one span, or two.
    public static List<Span> minus(Span whole, Span part) {
        if (!whole.overlaps(part)) {
            return List.of(whole);
        }
        List<Span> rest = new ArrayList<>(2);
        if (whole.from().isBelow(part.from())) {
            rest.add(Span.of(whole.from(), part.from()));
        }
        Optional<Key> end = part.until();
        if (end.isPresent() && whole.contains(end.get())) {
            rest.add(new Span(end.get(), whole.until()));
        }
        return rest;
    }

    /// What a share holds of a part of its span.
    static Share within(Share share, Span part) {
        List<Share.Check> checks = new ArrayList<>();
        for (Share.Check check : share.checks()) {
            Optional<Span> rest = check.span().intersect(part);
            rest.ifPresent(span -> checks.add(new Share.Check(span, check.mode(), check.readAt())));
        }
        List<Write> writes =
                share.writes().stream().filter(write -> part.contains(write.key())).toList();
        return new Share(part, share.tenure(), checks, writes);
    }

    /// What some locks cover of a part of the key space.
    static List<Held> within(List<Held> locks, Span part) {
        List<Held> rest = new ArrayList<>();
        for (Held lock : locks) {
            lock.span().intersect(part).ifPresent(span -> rest.add(new Held(span, lock.mode())));
        }
        return rest;
    }
}
