package dev.isochron.shard.entry;

import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.lock.LiveEntry;
import dev.isochron.shard.lock.Lock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The bytes in which a leader leaves its lock table to the next.
public final class EstateCodec {
    private static final int VERSION = 1;

    /// A span, at least, and a mode.
    private static final int LEAST_LOCK = 2 + 2 * Long.BYTES;

    private EstateCodec() {}

    /// Entries in bytes.
    ///
    /// @param txns whose entries they are
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    public record Packed(byte[] bytes, Set<TxnId> txns) {
        public static final Packed NONE = new Packed(new byte[0], Set.of());
    }

    /// Those of the entries that fit, each whole; the first ones are tried first. No bytes if there
    /// is none.
    public static Packed encode(List<LiveEntry> entries, int mostBytes) {
        ByteWriter out = new ByteWriter();
        out.u8(VERSION);
        Set<TxnId> txns = new TreeSet<>();
        for (LiveEntry entry : entries) {
            if (entry.locks().size() > (mostBytes - out.length()) / LEAST_LOCK) {
                continue;
            }
            byte[] bytes = encode(entry);
            if (out.length() + bytes.length <= mostBytes) {
                out.append(bytes);
                txns.add(entry.attempt().id());
            }
        }
        return txns.isEmpty() ? Packed.NONE : new Packed(out.toBytes(), txns);
    }

    private static byte[] encode(LiveEntry entry) {
        ByteWriter out = new ByteWriter();
        Terms terms = new Terms(out);
        terms.attempt(entry.attempt());
        terms.tenure(entry.tenure());
        out.number(entry.locks().size());
        for (Lock lock : entry.locks()) {
            terms.span(lock.span());
            terms.mode(lock.mode());
        }
        return out.toBytes();
    }

    /// The entries in the bytes, in the order in which they were written.
    ///
    /// @throws MalformedEntry if [#encode] writes no such bytes, or a later version wrote them
    public static List<LiveEntry> decode(byte[] bytes) throws MalformedEntry {
        ByteReader in = new ByteReader(bytes);
        if (in.u8() != VERSION) {
            throw new MalformedEntry("an estate of another version");
        }
        TermReader terms = new TermReader(in);
        List<LiveEntry> entries = new ArrayList<>();
        while (in.remaining() > 0) {
            Attempt attempt = terms.attempt();
            Tenure tenure = terms.tenure();
            int count = in.count(LEAST_LOCK);
            List<Lock> locks = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                locks.add(new Lock(terms.span(), terms.mode()));
            }
            entries.add(new LiveEntry(attempt, tenure, locks));
        }
        return entries;
    }
}
