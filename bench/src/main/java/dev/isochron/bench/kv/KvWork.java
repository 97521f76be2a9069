package dev.isochron.bench.kv;

import dev.isochron.bench.draw.Zipf;
import dev.isochron.client.Freshness;
import dev.isochron.client.Isochron;
import dev.isochron.client.Scan;
import dev.isochron.client.Transaction;
import dev.isochron.client.table.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// The operations, each as an application would write it.
final class KvWork {

    private static final int UPDATED = 10;
    private static final Duration STALE = Duration.ofSeconds(10);

    private final Isochron db;
    private final List<Isochron> near;
    private final KvShape shape;
    private final Row blank;
    private final Zipf skew;
    private final AtomicInteger turn = new AtomicInteger();

    /// @param near a client at each node, which reads there
    KvWork(Isochron db, List<Isochron> near, KvShape shape) {
        this.db = db;
        this.near = List.copyOf(near);
        this.shape = shape;
        this.blank = db.row(KvShape.TABLE).with("filler", KvShape.FILLER);
        this.skew = new Zipf(shape.rows(), Zipf.USUAL);
    }

    void once(KvOperation operation, KvKeys keys) {
        int shard = ThreadLocalRandom.current().nextInt(KvShape.SHARDS);
        long id = draw(shard, keys);
        switch (operation) {
            case WRITE -> db.run(tx -> tx.put(blank.with("id", id).with("balance", 1)));
            case READ -> required(db.get(KvShape.TABLE, id));
            case READ_STALE ->
                    required(nextNode().snapshot(Freshness.within(STALE)).get(KvShape.TABLE, id));
            case READ_FOLLOWER -> required(nextNode().get(KvShape.TABLE, id));
            case READ_BATCH -> readBatch(shard);
            case TRANSFER_ONE_SHARD -> transfer(id, draw(shard, keys));
            case TRANSFER_TWO_SHARDS -> transfer(id, draw(next(shard), keys));
            case WRITE_ONE_READ_TWO ->
                    writeAndRead(id, draw(next(shard), keys), draw(next(next(shard)), keys));
            case UPDATE_TEN -> update(several(shard, keys));
            case SCAN -> scan(shard);
        }
    }

    /// Puts all rows into the table.
    void load() {
        for (int shard = 0; shard < KvShape.SHARDS; shard++) {
            for (int first = 0; first < shape.rows(); first += KvShape.BATCH) {
                load(shard, first, Math.min(shape.rows(), first + KvShape.BATCH));
            }
        }
    }

    private void load(int shard, int from, int until) {
        db.run(tx -> {
            for (int row = from; row < until; row++) {
                tx.put(blank.with("id", shape.id(shard, row)).with("balance", 0));
            }
        });
    }

    private long draw(int shard, KvKeys keys) {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        return switch (keys) {
            case UNIFORM -> shape.id(shard, chance.nextInt(shape.rows()));
            case SKEWED -> shape.id(shard, skew.next(chance));
            case HOT -> shape.id(shard, 0);
        };
    }

    private static int next(int shard) {
        return (shard + 1) % KvShape.SHARDS;
    }

    private Isochron nextNode() {
        return near.get(Math.floorMod(turn.getAndIncrement(), near.size()));
    }

    private void readBatch(int shard) {
        List<List<Long>> keys = new ArrayList<>();
        for (int i = 0; i < KvShape.BATCH; i++) {
            keys.add(List.of(draw(shard, KvKeys.UNIFORM)));
        }
        db.snapshot().rows(KvShape.TABLE, keys).forEach(KvWork::required);
    }

    private void scan(int shard) {
        int last = shape.rows() - KvShape.BATCH;
        long from = shape.id(shard, ThreadLocalRandom.current().nextInt(last + 1));
        Scan scan = Scan.of(KvShape.TABLE).from(from).limit(KvShape.BATCH);
        long rows = db.snapshot().scan(scan).count();
        if (rows != KvShape.BATCH) {
            throw new IllegalStateException("a scan found %d rows".formatted(rows));
        }
    }

    private void transfer(long from, long to) {
        if (from == to) {
            update(List.of(List.of(from)));
        } else {
            update(List.of(List.of(from), List.of(to)));
        }
    }

    private List<List<Long>> several(int shard, KvKeys keys) {
        List<List<Long>> several = new ArrayList<>();
        while (several.size() < UPDATED) {
            List<Long> key = List.of(draw(shard, keys));
            if (keys == KvKeys.HOT || !several.contains(key)) {
                several.add(key);
            }
            if (keys == KvKeys.HOT) {
                return several;
            }
        }
        return several;
    }

    private void update(List<List<Long>> keys) {
        db.run(tx -> {
            for (Optional<Row> found : tx.forUpdate().rows(KvShape.TABLE, keys)) {
                raise(tx, required(found));
            }
        });
    }

    private void writeAndRead(long written, long one, long other) {
        db.run(tx -> {
            Row row = required(tx.forUpdate().get(KvShape.TABLE, written));
            tx.rows(KvShape.TABLE, List.of(List.of(one), List.of(other))).forEach(KvWork::required);
            raise(tx, row);
        });
    }

    private static void raise(Transaction tx, Row row) {
        tx.put(row.with("balance", row.number("balance") + 1));
    }

    private static Row required(Optional<Row> row) {
        return row.orElseThrow(() -> new IllegalStateException("a row is not there"));
    }
}
