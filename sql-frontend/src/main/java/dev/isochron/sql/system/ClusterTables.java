package dev.isochron.sql.system;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.KeyText;
import dev.isochron.protocol.schema.Schema;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.cluster.ClusterFacts;
import dev.isochron.sql.cluster.ClusterPort;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.system.SystemTable.Making;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/// The schema `system`: the cluster below the rows, and what SHOW NODES and its like say of it.
public final class ClusterTables {
    static final String SCHEMA = "system";

    private static final byte END_OF_KEY = 0x01;

    private static final String NODES =
            "node int8, address text, locality text, standing text, controller bool, replicas"
                    + " int8, leads int8, bytes int8, heard_ms_ago int8";

    private static final String SHARDS =
            "shard int8, generation int8, start_key text, end_key text, replicas int8[], learners"
                    + " int8[], leader int8, bytes int8, requests int8, rule text";

    private static final String JOBS =
            "job text, description text, progress text, steps_done int8, steps int8";

    private static final String HOT =
            "row text, shard int8, requests int8, waiting int8, tag text, statement text";

    private static final TreeMap<String, Writer> WRITERS = new TreeMap<>();

    static final List<SystemTable> TABLES =
            List.of(
                    table("nodes", 13_101, NODES, ClusterTables::nodes),
                    table("shards", 13_102, SHARDS, ClusterTables::shards),
                    table("jobs", 13_103, JOBS, ClusterTables::jobs),
                    table("hot_rows", 13_104, HOT, ClusterTables::hot));

    private ClusterTables() {}

    private interface Writer {
        void write(ClusterFacts facts, Making making);
    }

    private static SystemTable table(String name, int oid, String columns, Writer writer) {
        WRITERS.put(name, writer);
        return new SystemTable(
                SCHEMA,
                name,
                oid,
                Shape.of(columns),
                making -> writer.write(making.env().port(ClusterPort.class).look(), making));
    }

    private static void nodes(ClusterFacts facts, Making making) {
        for (ClusterFacts.NodeFact node : facts.nodes()) {
            List<ClusterFacts.ShardFact> here =
                    facts.shards().stream().filter(shard -> shard.isOn(node.node())).toList();
            long leads =
                    here.stream()
                            .filter(shard ->
                                    shard.leader().filter(l -> l == node.node()).isPresent())
                            .count();
            Line line =
                    making.line()
                            .set("node", node.node())
                            .set("address", node.address())
                            .set("locality", node.locality())
                            .set("standing", node.standing())
                            .set("controller", node.decides())
                            .set("replicas", here.size())
                            .set("leads", leads)
                            .set(
                                    "bytes",
                                    here.stream().mapToLong(ClusterFacts.ShardFact::bytes).sum());
            node.silentMillis().ifPresent(millis -> line.set("heard_ms_ago", millis));
        }
    }

    private static void shards(ClusterFacts facts, Making making) {
        Schema schema = making.image().storedSchema();
        for (ClusterFacts.ShardFact shard : facts.shards()) {
            Line line =
                    making.line()
                            .set("shard", shard.shard())
                            .set("generation", shard.generation())
                            .set("start_key", text(shard.span().from(), schema))
                            .set("replicas", numbers(shard.voters()))
                            .set("learners", numbers(shard.learners()))
                            .set("bytes", shard.bytes())
                            .set("requests", shard.requests());
            if (!shard.rule().isEmpty()) {
                line.set("rule", shard.rule());
            }
            shard.span().until().ifPresent(until -> line.set("end_key", text(until, schema)));
            shard.leader().ifPresent(leader -> line.set("leader", leader));
        }
    }

    private static List<Value> numbers(List<Long> nodes) {
        return nodes.stream().<Value>map(Value::of).toList();
    }

    /// A border is mostly the beginning of keys: of the row itself and of those under it.
    private static String text(Key key, Schema schema) {
        byte[] bytes = new byte[key.length() + 1];
        key.copyInto(bytes, 0);
        bytes[key.length()] = END_OF_KEY;
        boolean isPrefix = key.length() > 0 && key.length() < Key.MAX_BYTES;
        String asRow = isPrefix ? KeyText.of(Key.of(bytes), schema) : "";
        return asRow.isEmpty() || asRow.startsWith("key ") ? key.toString() : asRow;
    }

    private static void jobs(ClusterFacts facts, Making making) {
        for (ClusterFacts.JobFact job : facts.jobs()) {
            making.line()
                    .set("job", job.job())
                    .set("description", job.description())
                    .set("progress", progress(job))
                    .set("steps_done", job.stepsDone())
                    .set("steps", job.steps());
        }
    }

    private static String progress(ClusterFacts.JobFact job) {
        return "#".repeat(job.stepsDone()) + ".".repeat(job.steps() - job.stepsDone());
    }

    private static void hot(ClusterFacts facts, Making making) {
        Schema schema = making.image().storedSchema();
        for (ClusterFacts.HotFact hot : facts.hot()) {
            making.line()
                    .set("row", KeyText.of(hot.row(), schema))
                    .set("shard", hot.shard())
                    .set("requests", hot.requests())
                    .set("waiting", hot.waiting())
                    .set("tag", hot.tag())
                    .set("statement", hot.statement());
        }
    }

    // -- for SHOW ----------------------------------------------------------------------------

    /// The names and types of a table's columns.
    public static List<OutputColumn> columns(String name) {
        return find(name).shape().columns();
    }

    /// What a table would show of these facts.
    public static List<Value[]> rows(
            String name, ClusterFacts facts, CatalogImage image, Env session) {
        List<Value[]> rows = new ArrayList<>();
        Objects.requireNonNull(WRITERS.get(name))
                .write(facts, new Making(image, session, find(name).shape(), rows));
        return rows;
    }

    private static SystemTable find(String name) {
        return TABLES.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
    }
}
