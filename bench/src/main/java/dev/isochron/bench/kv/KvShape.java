package dev.isochron.bench.kv;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.ColumnType.Text;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableBuilder;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The table: rows `0` to `3 × rows - 1`, a third of them in each shard.
///
/// @param rows of each shard
record KvShape(int rows) {

    static final String TABLE = "kv";
    static final int SHARDS = 3;

    /// Rows of one batch or scan.
    static final int BATCH = 100;

    /// Makes a row about 100 bytes.
    static final String FILLER = "0123456789".repeat(9);

    KvShape {
        if (rows < BATCH) {
            throw new IllegalArgumentException("a shard has at least %d rows".formatted(BATCH));
        }
    }

    static TableBuilder declare(TableBuilder table) {
        return table.required("id", Scalar.INT64)
                .required("balance", Scalar.INT64)
                .required("filler", Text.UNLIMITED)
                .key("id");
    }

    /// The number of a row of a shard.
    long id(int shard, int row) {
        return (long) shard * rows + row;
    }

    /// Where the key space is cut, for a cluster whose first table this will be.
    List<String> borders() {
        TableName name = TableName.of(TABLE);
        TableId first = new TableId(TableId.FIRST_OF_USERS);
        RowKeys keys = new RowKeys(declare(Table.declare(first, name)).build());
        List<String> borders = new ArrayList<>();
        for (int shard = 1; shard < SHARDS; shard++) {
            borders.add(hex(keys.key(List.of(new Value.Int(id(shard, 0))))));
        }
        return borders;
    }

    private static String hex(Key key) {
        return HexFormat.of().formatHex(key.toBytes());
    }
}
