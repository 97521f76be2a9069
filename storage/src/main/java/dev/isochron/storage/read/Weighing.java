package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a span holds and where its halves are, found out part by part.
///
/// Counted is the newest version of every key, with what it costs to store it; older versions are
/// not: they pass, and no split would part them. On the way some keys are kept with the bytes that
/// lie before them, so that a border can be told by how much is on each side of it.
public final class Weighing {
    /// Beside key and row: checksum, timestamp, the ends of an entry and its share of a page.
    static final int ENTRY_OVERHEAD = 32;

    /// Twice as many as are kept: a border is then right to less than a hundredth of the whole.
    private static final int MAX_MILESTONES = 256;

    private static final long FIRST_STRIDE = 1024;

    private final Span span;
    private final List<Milestone> milestones = new ArrayList<>();
    private Optional<Span> rest;
    private long bytes;
    private long rows;
    private long stride = FIRST_STRIDE;
    private long nextAt = FIRST_STRIDE;

    /// A key, and what lies before it.
    private record Milestone(Key key, long before) {}

    /// Nothing is counted yet.
    public Weighing(Span span) {
        this.span = span;
        this.rest = Optional.of(span);
    }

    public Span span() {
        return span;
    }

    /// What was not looked at yet.
    public Optional<Span> rest() {
        return rest;
    }

    public boolean isDone() {
        return rest.isEmpty();
    }

    /// Of what was looked at.
    public long bytes() {
        return bytes;
    }

    public long rows() {
        return rows;
    }

    void add(Key key, int rowLength) {
        if (bytes >= nextAt) {
            milestones.add(new Milestone(key, bytes));
            if (milestones.size() == MAX_MILESTONES) {
                thin();
            }
            nextAt = bytes + stride;
        }
        bytes += key.length() + rowLength + ENTRY_OVERHEAD;
        rows++;
    }

    /// Every second one goes, and those to come lie twice as far apart.
    private void thin() {
        for (int i = milestones.size() - 1; i >= 0; i -= 2) {
            milestones.remove(i);
        }
        stride *= 2;
    }

    void upTo(Optional<Span> left) {
        rest = left;
    }

    /// Keys at which the span could be cut, in order; each but the first has something before it.
    public List<Key> keys() {
        return milestones.stream().map(Milestone::key).toList();
    }

    /// Which part of all bytes lies before a key, from 0 to 1, as far as the keys that were kept
    /// tell.
    public double partBefore(Key key) {
        long before = 0;
        for (Milestone milestone : milestones) {
            if (milestone.key().isAbove(key)) {
                break;
            }
            before = milestone.before();
        }
        return bytes == 0 ? 0 : (double) before / bytes;
    }
}
