package dev.isochron.node.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newest lines of a ledger, within the bounds of its settings. Line numbers have no gaps.
final class Window {

    private static final int FIRST_CAPACITY = 16;

    private final LedgerSettings settings;

    /// A line lies at its number modulo the length, which is a power of two.
    private Ledger.@Nullable Kept[] ring = new Ledger.Kept[FIRST_CAPACITY];

    private long first;
    private long next;
    private long bytes;

    Window(LedgerSettings settings) {
        this.settings = settings;
    }

    void add(Ledger.Kept line) {
        if (first == next) {
            first = line.line();
        }
        if (line.line() - first == ring.length) {
            grow();
        }
        ring[at(line.line())] = line;
        next = line.line() + 1;
        bytes += line.payload().length();
        while (next - first > settings.windowLines() || bytes > settings.windowBytes()) {
            removeFirst();
        }
    }

    /// Up to `atMost` lines from number `from` on, as far as they are still here.
    List<Ledger.Kept> read(long from, int atMost) {
        List<Ledger.Kept> found = new ArrayList<>();
        for (long line = Math.max(from, first); line < next && found.size() < atMost; line++) {
            Ledger.Kept kept = ring[at(line)];
            if (kept != null) {
                found.add(kept);
            }
        }
        return found;
    }

    List<Ledger.Kept> all() {
        return read(first, Integer.MAX_VALUE);
    }

    private void removeFirst() {
        Ledger.Kept oldest = ring[at(first)];
        if (oldest != null) {
            bytes -= oldest.payload().length();
        }
        ring[at(first)] = null;
        first++;
    }

    private void grow() {
        Ledger.@Nullable Kept[] old = ring;
        ring = new Ledger.Kept[old.length * 2];
        for (Ledger.Kept kept : old) {
            if (kept != null) {
                ring[at(kept.line())] = kept;
            }
        }
    }

    private int at(long line) {
        return (int) (line & (ring.length - 1));
    }
}
