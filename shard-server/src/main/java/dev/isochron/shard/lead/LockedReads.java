package dev.isochron.shard.lead;

import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Reply.Found;
import dev.isochron.protocol.request.Reply.Pair;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.shard.lock.Lock;
import dev.isochron.shard.model.Turn;
import dev.isochron.shard.read.ProgramScan;
import dev.isochron.shard.read.RowReader;
import dev.isochron.shard.state.Rows;
import dev.isochron.shard.state.Seen;
import dev.isochron.shard.state.SeenPage;
import dev.isochron.shard.state.SeenRow;
import dev.isochron.storage.read.Direction;
import dev.isochron.storage.read.Page;
import dev.isochron.storage.read.ScanLimits;
import dev.isochron.storage.read.VersionedRow;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads of the newest rows under locks that stay until the transaction ends.
///
/// A scan is read first, without a lock, to see how far it gets; what is locked is that part. If
/// the lock is granted in the same step nothing changed in between; else the part is read again.
final class LockedReads {
    private final Rows rows;
    private final Locking locking;
    private final Replies replies;

    LockedReads(Rows rows, Locking locking, Replies replies) {
        this.rows = rows;
        this.locking = locking;
        this.replies = replies;
    }

    void read(Turn turn, long token, Request.LockingRead request) {
        if (request.lookups().isEmpty()) {
            replies.fail(token, new BadInput.MalformedRequest("a read of nothing"));
            return;
        }
        try {
            Plan plan = new Plan(request);
            for (int place = 0; place < request.lookups().size(); place++) {
                plan.look(place);
            }
            Asker asker = new Asker(turn, token, plan);
            Locking.Patience patience = new Locking.Patience(request.patience(), request.longest());
            locking.acquire(turn, request.attempt(), plan.locks(), patience, asker);
            asker.hasWaited = true;
        } catch (RequestFailed refused) {
            replies.fail(token, refused.failure());
        }
    }

    /// Answers once the locks are there.
    private final class Asker implements Waiter {
        private final long token;
        private final Plan plan;
        private final long askedNanos;
        private boolean hasWaited;

        Asker(Turn turn, long token, Plan plan) {
            this.askedNanos = turn.uptimeNanos();
            this.token = token;
            this.plan = plan;
        }

        @Override
        public void granted(Turn turn, Tenure tenure, List<Lock> skipped) {
            try {
                if (hasWaited) {
                    plan.lookAgain();
                }
                plan.leaveOut(skipped);
                Duration waited = Duration.ofNanos(turn.uptimeNanos() - askedNanos);
                replies.add(token, new Reply.Locked(tenure, plan.found, plan.met, waited));
            } catch (RequestFailed refused) {
                replies.fail(token, refused.failure());
            }
        }

        @Override
        public void failed(Turn turn, Failure why) {
            replies.fail(token, why);
        }
    }

    /// What is looked at, what is locked for it, and what was found there.
    private final class Plan {
        private final Request.LockingRead request;
        private final List<Lock> locks = new ArrayList<>();

        /// For each lookup, the part that it got through.
        private final List<Span> parts = new ArrayList<>();

        private List<Found> found = new ArrayList<>();
        private Timestamp met = Timestamp.MIN;
        private long bytes;

        Plan(Request.LockingRead request) {
            this.request = request;
        }

        void look(int place) {
            Lookup lookup = request.lookups().get(place);
            if (request.patience() == LockWait.SKIP
                    && lookup instanceof Lookup.Range range
                    && range.program().isPresent()) {
                throw new RequestFailed(
                        new BadInput.MalformedRequest("a program over rows that are skipped"));
            }
            LockMode mode = request.mode(place);
            switch (lookup) {
                case Lookup.Point(Key key) -> {
                    point(key);
                    parts.add(lookup.span());
                    locks.add(Lock.on(key, mode));
                }
                case Lookup.Range range -> {
                    Part part = range(range, range.span());
                    parts.add(part.examined());
                    lock(part, mode);
                }
            }
        }

        private void lock(Part part, LockMode mode) {
            if (request.patience() == LockWait.SKIP) {
                part.rows().forEach(row -> locks.add(Lock.on(row.key(), mode)));
            } else {
                locks.add(new Lock(part.examined(), mode));
            }
        }

        void lookAgain() {
            found = new ArrayList<>();
            met = Timestamp.MIN;
            bytes = 0;
            for (int i = 0; i < parts.size(); i++) {
                switch (request.lookups().get(i)) {
                    case Lookup.Point(Key key) -> point(key);
                    case Lookup.Range range -> range(range, parts.get(i));
                }
            }
        }

        private void point(Key key) {
            Seen seen = rows.newest(key);
            met = Timestamp.max(met, seen.met());
            List<Pair> pairs =
                    seen.row().stream().map(row -> new Pair(key, row, seen.met())).toList();
            count(pairs);
            found.add(new Found(pairs, Optional.empty()));
            RowReader.requireFits(bytes);
        }

        private void count(List<Pair> pairs) {
            for (Pair pair : pairs) {
                bytes += pair.key().length() + pair.row().length();
            }
        }

        /// @param within what is looked through now: the whole span, or the part that is locked
        private Part range(Lookup.Range range, Span within) {
            Direction direction = RowReader.directionOf(range.direction());
            if (range.program().isPresent()) {
                return sifted(range, within, direction);
            }
            SeenPage page = seen(within, direction, RowReader.limits(range.limit(), bytes));
            List<Pair> pairs = new ArrayList<>(page.rows().size());
            for (SeenRow row : page.rows()) {
                pairs.add(new Pair(row.key(), row.row(), row.written()));
            }
            count(pairs);
            boolean isFull = pairs.size() >= range.limit();
            return part(range, within, pairs, isFull, page.rest());
        }

        private SeenPage seen(Span within, Direction direction, ScanLimits limits) {
            SeenPage page = rows.newest(within, direction, limits);
            met = Timestamp.max(met, page.met());
            return page;
        }

        /// Every row that the program looked at is locked, whether it is sent or not.
        private Part sifted(Lookup.Range range, Span within, Direction direction) {
            ProgramScan scan = new ProgramScan(range, bytes);
            scan.run(
                    within,
                    (span, limits) -> {
                        SeenPage page = seen(span, direction, limits);
                        List<VersionedRow> read = new ArrayList<>(page.rows().size());
                        for (SeenRow row : page.rows()) {
                            byte[] stored = row.row().toBytes();
                            read.add(new VersionedRow(row.key(), row.written(), stored));
                        }
                        return new Page(read, page.met(), page.rest());
                    });
            bytes += scan.bytes();
            return part(range, within, scan.pairs(), scan.isFull(), scan.rest());
        }

        private Part part(
                Lookup.Range range,
                Span within,
                List<Pair> pairs,
                boolean isFull,
                Optional<Span> left) {
            Direction direction = RowReader.directionOf(range.direction());
            Span examined =
                    isFull
                            ? upTo(pairs.getLast().key(), within, direction)
                            : examined(within, left, direction);
            found.add(new Found(pairs, isFull ? Optional.empty() : rest(range, examined)));
            return new Part(pairs, examined);
        }

        private Optional<Key> rest(Lookup.Range range, Span examined) {
            return switch (range.direction()) {
                case FORWARD ->
                        examined.until().equals(range.span().until())
                                ? Optional.empty()
                                : examined.until();
                case REVERSE ->
                        examined.from().equals(range.span().from())
                                ? Optional.empty()
                                : Optional.of(examined.from());
            };
        }

        void leaveOut(List<Lock> skipped) {
            if (skipped.isEmpty()) {
                return;
            }
            TreeSet<Key> others = new TreeSet<>();
            skipped.forEach(lock -> others.add(lock.span().from()));
            for (int i = 0; i < found.size(); i++) {
                found.set(i, without(others, i));
            }
        }

        /// A scan that was full before rows were left out goes on behind them.
        private Found without(Set<Key> others, int i) {
            Found all = found.get(i);
            List<Pair> left = all.rows().stream().filter(p -> !others.contains(p.key())).toList();
            boolean isShort =
                    left.size() < all.rows().size()
                            && request.lookups().get(i) instanceof Lookup.Range;
            Optional<Key> resume =
                    isShort
                            ? rest((Lookup.Range) request.lookups().get(i), parts.get(i))
                            : all.resume();
            return new Found(left, resume);
        }

        /// A request that skips what others hold and found no row asks for something all the same,
        /// so that its attempt has an entry whose tenure it can quote.
        List<Lock> locks() {
            return locks.isEmpty()
                    ? List.of(Lock.on(parts.getFirst().from(), request.mode(0)))
                    : locks;
        }
    }

    /// A part of a scan: its rows, and how far it looked.
    private record Part(List<Pair> rows, Span examined) {}

    /// A scan that found what it wanted locks nothing behind its last row.
    private static Span upTo(Key last, Span within, Direction direction) {
        return switch (direction) {
            case FORWARD -> new Span(within.from(), last.next());
            case REVERSE -> new Span(last, within.until());
        };
    }

    private static Span examined(Span within, Optional<Span> rest, Direction direction) {
        if (rest.isEmpty()) {
            return within;
        }
        return switch (direction) {
            case FORWARD -> Span.of(within.from(), rest.get().from());
            case REVERSE -> new Span(rest.get().until().orElseThrow(), within.until());
        };
    }
}
