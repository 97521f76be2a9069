package dev.isochron.paxos.log;

import dev.isochron.paxos.model.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files of the log, oldest to newest: in use, prepared ahead, planned; and the freed ones.
final class Segments {
    /// Freed segments kept for reuse: one covers the next need, more would only hold space.
    private static final int SPARES_KEPT = 1;

    /// A new store waits until its first segments are zeroed, so these are short: the first, the
    /// one after it, and the reserve.
    private static final int SHORT_SEGMENTS = 3;

    /// Still longer than any record.
    private static final int SHORT_BYTES = 2 * Entry.MAX_BYTES;

    private final LogSettings settings;
    private final StoreIdentity owner;
    private final List<Segment> all = new ArrayList<>();
    private final Deque<String> spares = new ArrayDeque<>();
    private final Deque<String> unwanted = new ArrayDeque<>();
    private @Nullable Chore underWay;
    private boolean diskFull;

    /// @param known segments in use or prepared, without a gap, oldest first; at least one
    Segments(LogSettings settings, StoreIdentity owner, List<Segment> known) {
        this.settings = settings;
        this.owner = owner;
        all.addAll(known);
    }

    Segment oldest() {
        return all.getFirst();
    }

    /// The segment that a position lies in; one that ends a segment lies in the next.
    Segment at(long position) {
        Segment segment = oldest();
        while (position >= segment.end()) {
            segment = after(segment);
        }
        return segment;
    }

    /// The segment after this one, planned if it does not exist yet.
    Segment after(Segment segment) {
        int next = Math.toIntExact(segment.generation + 1 - oldest().generation);
        if (next == all.size()) {
            all.add(Segment.after(segment, bytesOf(segment.generation + 1, settings)));
        }
        return all.get(next);
    }

    /// How long a new segment of this generation is made.
    static int bytesOf(long generation, LogSettings settings) {
        return generation <= SHORT_SEGMENTS
                ? Math.min(SHORT_BYTES, settings.segmentBytes())
                : settings.segmentBytes();
    }

    /// What the last prepared segments hold that only reserved records may enter.
    long reserveBytes() {
        long bytes = 0;
        int left = settings.reserveSegments();
        for (int i = all.size() - 1; i >= 0 && left > 0; i--) {
            if (all.get(i).isReady()) {
                bytes += all.get(i).bytes;
                left--;
            }
        }
        return bytes;
    }

    /// Up to which position there are files to write to.
    long readyEnd() {
        return lastReady().end();
    }

    boolean isDiskFull() {
        return diskFull;
    }

    /// Takes the oldest segment out of use; its file becomes the next one, or goes.
    void free(Segment segment) {
        if (segment != oldest()) {
            throw new IllegalArgumentException(segment + " is not the oldest, " + oldest() + " is");
        }
        all.removeFirst();
        retire(segment.name(), segment.bytes);
    }

    /// Takes over a file that is no longer part of the log.
    void retire(String name, long bytes) {
        boolean fits = bytes == settings.segmentBytes() && spares.size() < SPARES_KEPT;
        (fits ? spares : unwanted).add(name);
    }

    /// The next step of upkeep, while the log is written in `tail`.
    Optional<Chore> nextChore(Segment tail) {
        if (underWay != null) {
            return Optional.empty();
        }
        Segment last = lastReady();
        if (last.generation - tail.generation <= settings.reserveSegments()) {
            underWay = new Chore.Prepare(after(last), owner, spares.poll());
        } else if (!unwanted.isEmpty()) {
            underWay = new Chore.Drop(unwanted.remove());
        }
        return Optional.ofNullable(underWay);
    }

    void finished(Chore chore) {
        if (chore != underWay || !chore.isDone()) {
            throw new IllegalArgumentException(chore + " is not the chore that was to be done");
        }
        underWay = null;
        if (chore instanceof Chore.Prepare prepare) {
            diskFull = chore.foundNoRoom();
            if (!diskFull) {
                prepare.segment.becomeReady();
            }
        }
    }

    private Segment lastReady() {
        Segment last = oldest();
        for (Segment segment : all) {
            if (segment.isReady()) {
                last = segment;
            }
        }
        return last;
    }
}
