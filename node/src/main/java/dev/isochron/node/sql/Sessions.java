package dev.isochron.node.sql;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.session.Bell;
import dev.isochron.sql.session.Farewell;
import dev.isochron.sql.session.Peers;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Sessions that are open, by the number that their clients cancel by.
///
/// The number holds the node's: `node · 2²⁰ + n`.
final class Sessions implements Peers {
    private static final int NODE_SHIFT = 20;
    static final int MAX_NODE = 1 << 10;
    private static final int SHORT_SECRET = 4;
    private static final int LONG_SECRET = 32;

    private final SecureRandom chance;
    private final int prefix;
    private final int most;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger next = new AtomicInteger();
    private final ConcurrentHashMap<Integer, Entry> open = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Integer, Supplier<Peer>> known =
            new ConcurrentSkipListMap<>();

    /// A session.
    @SuppressWarnings("ArrayRecordComponent") // compared in constant time, and by nothing else
    record Entry(int process, byte[] secret, Guard guard, ClientSocket socket) {}

    Sessions(SecureRandom chance, long node, int most) {
        this.chance = chance;
        this.prefix = (int) (node % MAX_NODE) << NODE_SHIFT;
        this.most = most;
    }

    /// Enters a session, if there is room.
    Optional<Entry> enter(boolean longSecret, Guard guard, ClientSocket socket) {
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            return Optional.empty();
        }
        byte[] secret = new byte[longSecret ? LONG_SECRET : SHORT_SECRET];
        chance.nextBytes(secret);
        while (true) {
            int number = next.incrementAndGet() & ((1 << NODE_SHIFT) - 1);
            Entry entry = new Entry(prefix | number, secret, guard, socket);
            if (open.putIfAbsent(entry.process(), entry) == null) {
                return Optional.of(entry);
            }
        }
    }

    /// Tells the others of a session that was entered.
    void introduce(Entry entry, Supplier<Peer> peer) {
        known.put(entry.process(), peer);
    }

    void leave(Entry entry) {
        known.remove(entry.process());
        open.remove(entry.process());
        count.decrementAndGet();
    }

    int size() {
        return count.get();
    }

    /// The number of the node of a session, modulo [#MAX_NODE].
    static int nodeOf(int process) {
        return process >> NODE_SHIFT;
    }

    /// Whether a session with this number would be one of this node.
    boolean isOwn(int process) {
        return nodeOf(process) == nodeOf(prefix);
    }

    /// Cancels what a session does, if the secret is its own.
    void cancel(int process, byte[] secret) {
        Entry entry = open.get(process);
        if (entry != null && MessageDigest.isEqual(entry.secret(), secret)) {
            entry.guard().ring(Bell.Reason.USER);
        }
    }

    @Override
    public List<Peer> all() {
        return known.values().stream().map(Supplier::get).toList();
    }

    @Override
    public Outcome cancel(int process) {
        Entry entry = open.get(process);
        if (entry == null) {
            return missing(process);
        }
        entry.guard().ring(Bell.Reason.USER);
        return Outcome.TOLD;
    }

    @Override
    public Outcome terminate(int process) {
        Entry entry = open.get(process);
        if (entry == null) {
            return missing(process);
        }
        dismiss(entry);
        entry.guard().ring(Bell.Reason.SHUTDOWN);
        return Outcome.TOLD;
    }

    private Outcome missing(int process) {
        return isOwn(process) ? Outcome.NOBODY : Outcome.ELSEWHERE;
    }

    /// Tells all sessions to end when they have answered what they were asked.
    void dismissAll() {
        open.values().forEach(Sessions::dismiss);
    }

    private static void dismiss(Entry entry) {
        entry.guard()
                .dismiss(
                        new Farewell(
                                SqlError.of(
                                        SqlCode.ADMIN_SHUTDOWN,
                                        "terminating connection due to administrator command")));
        entry.socket().endReading();
    }

    /// Cancels what those do that are still here.
    void cancelAll() {
        open.values().forEach(entry -> entry.guard().ring(Bell.Reason.SHUTDOWN));
    }
}
