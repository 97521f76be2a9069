package dev.isochron.bench.tpcc.model;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Where the key space of a new cluster is cut for TPC-C: one shard for each warehouse with all
/// that is interleaved under it, and one for what comes behind, the items.
public final class Borders {

    private Borders() {}

    /// The borders as `isochron server --split-at` takes them; the warehouses must be the first
    /// table that is created.
    public static List<String> ofWarehouses(int warehouses) {
        RowKeys keys = keys(TableId.FIRST_OF_USERS);
        List<String> borders = new ArrayList<>();
        for (int w = 2; w <= warehouses; w++) {
            borders.add(hex(keys.withPrefix(List.of(new Value.Int(w))).from()));
        }
        borders.add(hex(keys(TableId.FIRST_OF_USERS + 1).all().from()));
        return borders;
    }

    /// The same, and cuts beyond the warehouses there are, until there are so many shards: empty
    /// ones, which a cluster carries beside those at work.
    ///
    /// @param shards in all, those at work included
    public static List<String> ofWarehouses(int warehouses, int shards) {
        List<String> borders = new ArrayList<>(ofWarehouses(warehouses));
        RowKeys keys = keys(TableId.FIRST_OF_USERS);
        String items = borders.removeLast();
        for (int w = warehouses + 1; borders.size() + 2 < shards; w++) {
            borders.add(hex(keys.withPrefix(List.of(new Value.Int(w))).from()));
        }
        borders.add(items);
        return borders;
    }

    private static RowKeys keys(int number) {
        return new RowKeys(
                Table.declare(new TableId(number), TableName.of("t" + number))
                        .required("id", Scalar.INT32)
                        .key("id")
                        .build());
    }

    private static String hex(Key key) {
        return HexFormat.of().formatHex(key.toBytes());
    }
}
