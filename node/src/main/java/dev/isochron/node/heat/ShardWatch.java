package dev.isochron.node.heat;

import dev.isochron.controller.cluster.Border;
import dev.isochron.controller.cluster.HotRow;
import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Survey;
import dev.isochron.node.heat.KeySample.Kept;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeySpace;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.shard.lock.LockListing;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.read.Weighing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What a leader sees in its shard.
public final class ShardWatch {

    /// A rate is the mean over about so long: a burst of a second is no load.
    private static final double RATE_SECONDS = 5;

    /// A row is hot if it takes this part of its shard's requests, and so many a second; below,
    /// nobody suffers.
    private static final double HOT_PART = 0.25;

    private static final double HOT_REQUESTS = 100;

    /// So many that wait for one row are a queue, whatever else happens.
    private static final int HOT_QUEUE = 8;

    private final Scales scales = new Scales();
    private final KeySample sample = new KeySample();
    private final LongSupplier uptimeNanos;
    private long requests;
    private long requestsBefore;
    private long lookedNanos;
    private double rate;

    public ShardWatch(LongSupplier uptimeNanos) {
        this.uptimeNanos = uptimeNanos;
    }

    /// A client asks for something.
    public void asked(Request request) {
        requests++;
        sample.asked(request, uptimeNanos);
    }

    /// The replica begins anew: with another state, or another say in it.
    public void begin() {
        scales.begin();
        sample.begin();
        rate = 0;
        lookedNanos = 0;
    }

    /// What it sees now; also goes on counting, so look often.
    ///
    /// @param waits who waits for locks; nothing if nobody does
    public Survey look(ReplicaStore store, Optional<LockListing> waits) {
        long now = uptimeNanos.getAsLong();
        scales.step(store, now);
        follow(now);
        Span span = store.span();
        List<Kept> lately = new ArrayList<>(sample.lately(now));
        lately.removeIf(one -> !span.contains(one.key()));
        return new Survey(
                new Load(scales.bytes(store), Math.round(rate)),
                bySize(),
                byLoad(span, lately),
                hot(lately, waits));
    }

    /// Whether it would see more if it looked again, though nothing happens.
    public boolean isCounting() {
        return scales.isCounting();
    }

    private void follow(long now) {
        if (lookedNanos != 0 && now > lookedNanos) {
            double seconds = (double) (now - lookedNanos) / TimeUnit.SECONDS.toNanos(1);
            double fresh = (requests - requestsBefore) / seconds;
            double weight = 1 - StrictMath.exp(-seconds / RATE_SECONDS);
            rate += weight * (fresh - rate);
            sample.follow(rate);
        }
        requestsBefore = requests;
        lookedNanos = now;
    }

    private Optional<Border> bySize() {
        Weighing last = scales.last();
        return last == null
                ? Optional.empty()
                : Borders.fairest(last.span(), last.keys(), last::partBefore);
    }

    private static Optional<Border> byLoad(Span span, List<Kept> lately) {
        TreeMap<Key, Integer> counts = new TreeMap<>();
        lately.forEach(one -> counts.merge(one.key(), 1, Integer::sum));
        TreeMap<Key, Integer> upTo = new TreeMap<>();
        int sum = 0;
        for (Map.Entry<Key, Integer> one : counts.entrySet()) {
            sum += one.getValue();
            upTo.put(one.getKey(), sum);
        }
        return Borders.fairest(
                span,
                counts.keySet(),
                border -> {
                    Map.Entry<Key, Integer> before = upTo.lowerEntry(border);
                    return before == null ? 0 : before.getValue() / (double) lately.size();
                });
    }

    // -- hot rows ----------------------------------------------------------------------------

    private List<HotRow> hot(List<Kept> lately, Optional<LockListing> waits) {
        TreeMap<Key, Integer> asked = new TreeMap<>();
        TreeMap<Key, Attempt> who = new TreeMap<>();
        for (Kept one : lately) {
            if (one.isRow()) {
                asked.merge(one.key(), 1, Integer::sum);
                one.by().ifPresent(attempt -> who.put(one.key(), attempt));
            }
        }
        TreeMap<Key, Integer> waiting = new TreeMap<>();
        waits.stream()
                .flatMap(all -> all.waits().stream())
                .forEach(wait -> {
                    if (wait.wanted().span().isPoint()) {
                        Key row = wait.wanted().span().from();
                        waiting.merge(row, 1, Integer::sum);
                        who.putIfAbsent(row, wait.attempt());
                    }
                });
        TreeMap<Key, HotRow> hot = new TreeMap<>();
        asked.forEach((row, count) -> {
            double part = (double) count / lately.size();
            boolean isHot = part >= HOT_PART && part * rate >= HOT_REQUESTS;
            if (isHot && !KeySpace.SYSTEM.contains(row)) {
                hot.put(row, row(row, part * rate, waiting.getOrDefault(row, 0), who));
            }
        });
        waiting.forEach((row, count) -> {
            if (count >= HOT_QUEUE && !hot.containsKey(row)) {
                double part =
                        lately.isEmpty() ? 0 : (double) asked.getOrDefault(row, 0) / lately.size();
                hot.put(row, row(row, part * rate, count, who));
            }
        });
        return hot.values().stream()
                .sorted(
                        Comparator.comparingLong((HotRow row) -> row.requests() + row.waiting())
                                .reversed())
                .limit(HotRow.MAX_TOLD)
                .toList();
    }

    private static HotRow row(Key row, double rate, int waiting, Map<Key, Attempt> who) {
        Optional<Attempt> attempt = Optional.ofNullable(who.get(row));
        return new HotRow(
                row,
                Math.round(rate),
                waiting,
                attempt.map(Attempt::tag).orElse(""),
                attempt.map(Attempt::statement).orElse(""));
    }
}
