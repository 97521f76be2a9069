package dev.isochron.bench.mix;

import dev.isochron.bench.draw.Zipf;
import dev.isochron.client.Isochron;
import dev.isochron.client.Scan;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.ColumnType.Text;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// YCSB's table: rows of ten columns of a hundred characters, keyed by the hash of their number, so
/// that rows which are asked for often lie apart.
final class UserTable implements Mixture {

    static final String TABLE = "usertable";

    private static final int FIELDS = 10;
    private static final int FIELD_LENGTH = 100;
    private static final int LOADED_AT_ONCE = 100;
    private static final int LONGEST_SCAN = 100;
    private static final int FEW_PERCENT = 5;

    private final Isochron db;
    private final int rows;
    private final Zipf skew;
    private final AtomicLong inserted;

    /// @param rows that are loaded
    UserTable(Isochron db, int rows) {
        this.db = db;
        this.rows = rows;
        this.skew = new Zipf(rows, Zipf.USUAL);
        this.inserted = new AtomicLong(rows);
    }

    @Override
    public void load() {
        db.createTable(
                TABLE,
                t -> {
                    var table = t.required("id", Scalar.INT64);
                    for (int field = 0; field < FIELDS; field++) {
                        table = table.required("field" + field, Text.UNLIMITED);
                    }
                    return table.key("id");
                });
        for (int from = 0; from < rows; from += LOADED_AT_ONCE) {
            int first = from;
            int until = Math.min(rows, from + LOADED_AT_ONCE);
            db.run(tx -> {
                for (int number = first; number < until; number++) {
                    tx.put(row(number));
                }
            });
        }
    }

    /// The key of a row: its number, scattered over all positive numbers.
    static long key(long number) {
        long mixed = number * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return (mixed ^ (mixed >>> 32)) & Long.MAX_VALUE;
    }

    private Row row(long number) {
        Row row = db.row(TABLE).with("id", key(number));
        for (int field = 0; field < FIELDS; field++) {
            row = row.with("field" + field, text(number + field));
        }
        return row;
    }

    private static String text(long seed) {
        return Long.toString(key(seed), 36).repeat(FIELD_LENGTH).substring(0, FIELD_LENGTH);
    }

    @Override
    public void once(Mix mix, RandomGenerator chance) {
        int percent = chance.nextInt(100);
        switch (mix) {
            case YCSB_A -> readOrUpdate(percent < 50, chance);
            case YCSB_B -> readOrUpdate(percent >= FEW_PERCENT, chance);
            case YCSB_C -> readOrUpdate(true, chance);
            case YCSB_D -> {
                if (percent < FEW_PERCENT) {
                    insert();
                } else {
                    db.get(TABLE, key(latest(chance)));
                }
            }
            case YCSB_E -> {
                if (percent < FEW_PERCENT) {
                    insert();
                } else {
                    scan(chance);
                }
            }
            case YCSB_F -> {
                if (percent < 50) {
                    readOrUpdate(true, chance);
                } else {
                    change(chance);
                }
            }
            case BANK -> throw new IllegalArgumentException("the bank has a table of its own");
        }
    }

    private void readOrUpdate(boolean reads, RandomGenerator chance) {
        long key = key(skew.next(chance));
        if (reads) {
            if (db.get(TABLE, key).isEmpty()) {
                throw new IllegalStateException("a row that was loaded is not there");
            }
            return;
        }
        String field = "field" + chance.nextInt(FIELDS);
        String value = text(chance.nextLong());
        db.run(tx -> tx.patch(tx.row(TABLE).with("id", key).with(field, value), field));
    }

    private void change(RandomGenerator chance) {
        long key = key(skew.next(chance));
        String field = "field" + chance.nextInt(FIELDS);
        String value = text(chance.nextLong());
        db.run(tx -> {
            Row row = tx.forUpdate().get(TABLE, key).orElseThrow();
            tx.patch(row.with(field, value), field);
        });
    }

    private void insert() {
        Row row = row(inserted.getAndIncrement());
        db.run(tx -> tx.insert(row));
    }

    /// Counted back from the last row that was begun to be inserted; it may not be there yet.
    private long latest(RandomGenerator chance) {
        return inserted.get() - 1 - skew.next(chance);
    }

    private void scan(RandomGenerator chance) {
        int length = 1 + chance.nextInt(LONGEST_SCAN);
        Scan scan = Scan.of(TABLE).from(key(skew.next(chance))).limit(length);
        if (db.snapshot().scan(scan).count() == 0) {
            throw new IllegalStateException("a scan from a row that is there found none");
        }
    }
}
