package dev.isochron.shard.read;

import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.MalformedKey;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.program.Gathering;
import dev.isochron.protocol.program.Program;
import dev.isochron.protocol.program.Sieve;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Reply.Pair;
import dev.isochron.protocol.row.MalformedRow;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.storage.read.Page;
import dev.isochron.storage.read.ScanLimits;
import dev.isochron.storage.read.VersionedRow;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A scan whose rows a program looks at before they are sent. It ends with the rows that are
/// wanted, or when it has looked at so many that others should have their turn.
public final class ProgramScan {

    /// Rows that are held at a time while they are looked at.
    private static final int BATCH_ROWS = 1000;

    private static final int BATCH_BYTES = 256 << 10;

    /// Bytes of rows that one request looks at; beyond them it says where to go on.
    private static final long LOOKED_BYTES = 4 << 20;

    /// The same where groups keep values of rows, several of each, and all are sent.
    private static final long GATHERED_BYTES = 1 << 20;

    private final Lookup.Range range;
    private final @Nullable Sieve sieve;
    private final @Nullable Gathering gathering;
    private final List<Pair> pairs = new ArrayList<>();
    private final long before;
    private long bytes;
    private Timestamp met = Timestamp.MIN;
    private Optional<Span> rest = Optional.empty();

    /// Where rows come from.
    public interface Source {
        Page next(Span span, ScanLimits limits);
    }

    /// @param before bytes that the reply holds already
    public ProgramScan(Lookup.Range range, long before) {
        Program program = range.program().orElseThrow();
        this.range = range;
        this.before = before;
        this.sieve = program.gathers() ? null : new Sieve(program);
        this.gathering = program.gathers() ? new Gathering(program) : null;
    }

    /// Goes through a span.
    ///
    /// @throws RequestFailed if the program is not about these rows
    public void run(Span span, Source source) {
        int rows = 0;
        long looked = 0;
        long most = gathering == null ? LOOKED_BYTES : GATHERED_BYTES;
        rest = Optional.of(span);
        while (rest.isPresent()
                && rows < ShardSettings.REPLY_ROWS
                && looked < most
                && before + bytes < ShardSettings.REPLY_BYTES) {
            int left = Math.min(BATCH_ROWS, ShardSettings.REPLY_ROWS - rows);
            ScanLimits limits = new ScanLimits(left, BATCH_BYTES, ShardSettings.SCAN_STEPS);
            Page page = source.next(rest.get(), limits);
            rest = page.rest();
            long of = 0;
            for (VersionedRow row : page.rows()) {
                of += row.key().length() + row.row().length;
                if (!take(row)) {
                    return;
                }
            }
            looked += of;
            // A page that ended before it was full met many dead entries; others have their turn.
            boolean isFull = page.rows().size() == left || of >= BATCH_BYTES;
            rows += isFull ? page.rows().size() : ShardSettings.REPLY_ROWS;
        }
    }

    /// Whether there is more to do; if not, what is left is known.
    private boolean take(VersionedRow row) {
        met = Timestamp.max(met, row.at());
        try {
            return gathering != null ? gathered(gathering, row) : sifted(row);
        } catch (IllegalArgumentException | MalformedKey | MalformedRow e) {
            throw new RequestFailed(
                    new BadInput.MalformedRequest("a program for other rows: " + e.getMessage()));
        }
    }

    private boolean sifted(VersionedRow row) {
        Optional<byte[]> passed =
                sieve == null ? Optional.empty() : sieve.passed(row.key(), row.row());
        if (passed.isPresent()) {
            pairs.add(new Pair(row.key(), Bytes.takeOver(passed.get()), row.at()));
            bytes += row.key().length() + passed.get().length;
        }
        if (pairs.size() < range.limit()) {
            return true;
        }
        rest = Optional.empty();
        return false;
    }

    private boolean gathered(Gathering into, VersionedRow row) {
        if (into.take(row.key(), row.row())) {
            return true;
        }
        rest = Optional.of(new Span(row.key(), range.span().until()));
        return false;
    }

    /// Whether all rows that were wanted are there; nothing behind the last was looked at then.
    public boolean isFull() {
        return pairs.size() >= range.limit();
    }

    /// What is sent.
    public List<Pair> pairs() {
        if (gathering == null) {
            return pairs;
        }
        Key from = range.span().from();
        List<Pair> groups = new ArrayList<>();
        for (Bytes group : gathering.groups()) {
            groups.add(new Pair(from, group, met));
        }
        return groups;
    }

    /// Bytes of [#pairs] that are rows.
    public long bytes() {
        return bytes;
    }

    /// What was not looked at; nothing if all rows that were wanted are there.
    public Optional<Span> rest() {
        return rest;
    }

    /// Where to go on.
    Optional<Key> resume() {
        return RowReader.resume(rest, RowReader.directionOf(range.direction()));
    }
}
