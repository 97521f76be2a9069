package dev.isochron.bench.rebalance;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The keys of the accounts: six stretches, two to a shard at first; each shard is later cut
/// between its two.
final class Ground {

    static final int SHARDS = 3;
    static final int LANES = 2 * SHARDS;

    private static final long WIDTH = Long.MAX_VALUE / LANES;

    private static final RowKeys KEYS =
            new RowKeys(
                    Table.declare(new TableId(TableId.FIRST_OF_USERS), "t")
                            .required("id", Scalar.INT64)
                            .key("id")
                            .build());

    private Ground() {}

    /// Where account `number` of so many stands; always even.
    static long account(int number, int accounts) {
        return (Long.MAX_VALUE / accounts * number) & ~1L;
    }

    /// The row of a pulse, in the middle of its stretch; always odd.
    static long pulse(int lane) {
        return (WIDTH * lane + WIDTH / 2) | 1L;
    }

    static Key key(long id) {
        return KEYS.key(List.of(new Value.Int(id)));
    }

    /// Where the shards of the founding begin, the first left out; as the command line takes them.
    static String founding() {
        List<String> borders = new ArrayList<>();
        for (int lane = 2; lane < LANES; lane += 2) {
            borders.add(HexFormat.of().formatHex(key(WIDTH * lane).toBytes()));
        }
        return String.join(",", borders);
    }

    /// Where the shards of the founding are cut.
    static List<Key> cuts() {
        List<Key> cuts = new ArrayList<>();
        for (int lane = 1; lane < LANES; lane += 2) {
            cuts.add(key(WIDTH * lane));
        }
        return cuts;
    }
}
