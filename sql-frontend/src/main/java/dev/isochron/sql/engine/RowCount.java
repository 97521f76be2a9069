package dev.isochron.sql.engine;

import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.program.Output;
import dev.isochron.protocol.program.Program;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cluster.ClusterFacts.ShardFact;
import dev.isochron.sql.store.TableAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// How many rows a table has, counted by the shards where they lie: by all of them if they are few.
/// Of many some count, and the others are taken to have as many rows for their bytes.
///
/// ```
/// shards   |..a##|##b##|##c##|##d##|##e##|##f..|     a, f: counted, as other tables are there too
///                 count       by bytes             b, d: counted; c, e: bytes × rows of b, d
/// ```
final class RowCount {

    /// So many shards are counted whole. Shards are split by size, so this bounds what is read.
    static final int COUNTED = 16;

    private static final Column ROWS = Column.required(new ColumnId(1), "rows", Scalar.INT64);

    private final TableAccess table;
    private final StoredReader reader;
    private final Runnable check;
    private final Program program;

    /// @param check called before each request; may end the whole
    RowCount(TableAccess table, StoredReader reader, Runnable check) {
        this.table = table;
        this.reader = reader;
        this.check = check;
        this.program =
                new Program(
                        table.shape(),
                        List.of(),
                        Optional.empty(),
                        new Output.Groups(
                                List.of(), List.of(new Output.Aggregate(Output.Kind.COUNT, -1))));
    }

    /// @param shards all of the cluster with their bytes, asked for only where there are many; none
    ///   if nobody knows, and all rows are counted then
    double of(Supplier<List<ShardFact>> shards) {
        Span all = table.withPrefix(List.of());
        if (reader.cut(all, Direction.FORWARD, COUNTED + 1).size() <= COUNTED) {
            return count(all);
        }
        List<ShardFact> its =
                shards.get().stream().filter(shard -> shard.span().overlaps(all)).toList();
        return its.isEmpty() ? count(all) : estimate(its, all);
    }

    private double estimate(List<ShardFact> shards, Span all) {
        List<ShardFact> whole = new ArrayList<>();
        double rows = 0;
        for (ShardFact shard : shards) {
            if (all.contains(shard.span())) {
                whole.add(shard);
            } else {
                rows += count(shard.span().intersect(all).orElseThrow());
            }
        }
        double counted = 0;
        double countedBytes = 0;
        double otherBytes = 0;
        int step = Math.ceilDiv(Math.max(1, whole.size()), COUNTED);
        for (int i = 0; i < whole.size(); i++) {
            ShardFact shard = whole.get(i);
            if (i % step == 0) {
                counted += count(shard.span());
                countedBytes += shard.bytes();
            } else {
                otherBytes += shard.bytes();
            }
        }
        double perByte = countedBytes == 0 ? 0 : counted / countedBytes;
        return rows + counted + otherBytes * perByte;
    }

    private long count(Span span) {
        long rows = 0;
        Optional<Span> rest = Optional.of(span);
        while (rest.isPresent()) {
            check.run();
            Lookup.Range range =
                    new Lookup.Range(
                            rest.get(), Direction.FORWARD, Lookup.ALL, Optional.of(program));
            StoredPage page =
                    reader.groups(range, Locks.SHARED)
                            .orElseThrow(() -> new IllegalStateException("writes in a snapshot"));
            for (Stored stored : page.rows()) {
                rows += stored.row().value(ROWS) instanceof Value.Int(long some) ? some : 0;
            }
            rest = page.rest();
        }
        return rows;
    }
}
