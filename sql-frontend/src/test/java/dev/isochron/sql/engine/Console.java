package dev.isochron.sql.engine;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.fake.FakeCluster;
import dev.isochron.client.txn.Locks;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeySpace;
import dev.isochron.protocol.layout.SystemTables;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.SchemaLeases;
import dev.isochron.sql.cluster.ClusterPort;
import dev.isochron.sql.define.BuildLimits;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.oracle.Wire;
import dev.isochron.sql.session.Bell;
import dev.isochron.sql.session.Column;
import dev.isochron.sql.session.CopySource;
import dev.isochron.sql.session.Farewell;
import dev.isochron.sql.session.Formats;
import dev.isochron.sql.session.Identity;
import dev.isochron.sql.session.Output;
import dev.isochron.sql.session.Session;
import dev.isochron.sql.session.Surroundings;
import dev.isochron.sql.type.SqlType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A session on a cluster in memory, whose answers are texts.
final class Console {

    private final FakeCluster cluster;
    private final SqlEngine engine;
    private final Session session;
    private long clock = 820_000_000_000_000L;
    private Runnable whenLooked = () -> {};
    private String copied = "";
    private int linesTaken;

    private Console(FakeCluster cluster, SqlEngine engine, String user) {
        this(cluster, engine, user, "isochron");
    }

    private Console(FakeCluster cluster, SqlEngine engine, String user, String database) {
        this.cluster = cluster;
        this.engine = engine;
        SplittableRandom random = new SplittableRandom(7);
        Surroundings around = new Surroundings(silent(), () -> clock += 1000, random::nextLong);
        this.session = new Session(engine, new Identity(user, database, 1), Map.of(), around);
    }

    /// `task` runs each time a statement looks whether it was cancelled; not within itself.
    void whenLooked(Runnable task) {
        whenLooked = task;
    }

    private void looked() {
        Runnable task = whenLooked;
        whenLooked = () -> {};
        task.run();
        whenLooked = task;
    }

    private Bell silent() {
        return new Bell() {
            @Override
            public void listen(Duration limit) {
                // Nobody rings.
            }

            @Override
            public void quiet() {
                // Nobody rings.
            }

            @Override
            public Optional<Reason> rung() {
                looked();
                return Optional.empty();
            }

            @Override
            public Optional<Farewell> farewell() {
                return Optional.empty();
            }
        };
    }

    static Console open() {
        FakeCluster cluster = new FakeCluster(1, List.<Key>of(KeySpace.USERS.from()));
        Isochron db = Isochron.over(cluster.ports(), ClientSettings.of("n1:1,n2:1,n3:1"));
        return new Console(cluster, new SqlEngine(db), "ada");
    }

    /// The same, of a cluster that is cut into more shards.
    static Console cut(List<Key> borders) {
        List<Key> all = new ArrayList<>(borders);
        all.addFirst(KeySpace.USERS.from());
        FakeCluster cluster = new FakeCluster(1, all);
        Isochron db = Isochron.over(cluster.ports(), ClientSettings.of("n1:1,n2:1,n3:1"));
        return new Console(cluster, new SqlEngine(db), "ada");
    }

    /// A session of a gateway that asks for a lease on the schema with its first transaction. Who
    /// asks is started in the cluster's sessions, and runs when the test says so.
    Console busy() {
        Isochron db = Isochron.over(cluster.ports(), ClientSettings.of("n1:1,n2:1,n3:1"));
        SchemaLeases.Terms terms = new SchemaLeases.Terms(Duration.ofSeconds(1), 1, true);
        return new Console(cluster, new SqlEngine(db, BuildLimits.USUAL, terms), "eve");
    }

    /// Whether a text would be run without being read again.
    boolean keeps(String sql) {
        return engine.recall(sql, List.of(), null, session.view()).isPresent();
    }

    /// Whether a text would be run by a plan that it shares with others.
    boolean shares(String sql) {
        return engine.share(sql, null, session.view()).isPresent();
    }

    /// A session of a gateway that asks somebody about the cluster.
    static Console over(ClusterPort port) {
        FakeCluster cluster = new FakeCluster(1, List.<Key>of(KeySpace.USERS.from()));
        Isochron db = Isochron.over(cluster.ports(), ClientSettings.of("n1:1,n2:1,n3:1"));
        return new Console(
                cluster,
                new SqlEngine(db, BuildLimits.USUAL, SchemaLeases.Terms.USUAL, port),
                "ada");
    }

    SqlEngine engine() {
        return engine;
    }

    /// Of how many tables statistics are stored.
    int statisticsStored() {
        Isochron db = Isochron.over(cluster.ports(), ClientSettings.of("n1:1,n2:1,n3:1"));
        Span all = KeySpace.ofRoot(SystemTables.STATISTICS.id());
        return db.snapshot().page(all, Direction.FORWARD, 1000, Locks.SHARED).rows().size();
    }

    FakeCluster cluster() {
        return cluster;
    }

    /// Another session of the same gateway.
    Console another(String user) {
        return new Console(cluster, engine, user);
    }

    /// A session of the same gateway in another database.
    Console in(String database) {
        return new Console(cluster, engine, "cleo", database);
    }

    /// A session of another gateway of the same cluster.
    Console elsewhere() {
        Isochron db = Isochron.over(cluster.ports(), ClientSettings.of("n1:1,n2:1,n3:1"));
        return new Console(cluster, new SqlEngine(db), "bob");
    }

    /// Everything that is answered to a COPY that is sent these rows.
    String copy(String sql, String rows) {
        copied = rows;
        return run(sql);
    }

    /// How many lines a COPY has taken by now.
    int linesTaken() {
        return linesTaken;
    }

    /// Everything that is answered to a text.
    String run(String sql) {
        StringBuilder out = new StringBuilder();
        try {
            session.query(sql, new Texts(out));
        } catch (SqlException e) {
            out.append(text(e.error()));
            session.failed();
        }
        return out.toString();
    }

    /// What each statement of a text comes to.
    List<Wire.Outcome> ask(String sql) {
        Outcomes outcomes = new Outcomes();
        try {
            session.query(sql, outcomes);
        } catch (SqlException e) {
            outcomes.all.add(failed(e.error()));
            session.failed();
        }
        return outcomes.all;
    }

    private static Wire.Outcome.Failed failed(SqlError error) {
        Map<Character, String> fields = new TreeMap<>();
        fields.put('C', error.code().state());
        fields.put('M', error.message());
        if (error.position() > 0) {
            fields.put('P', String.valueOf(error.position()));
        }
        if (error.detail() != null) {
            fields.put('D', error.detail());
        }
        if (error.hint() != null) {
            fields.put('H', error.hint());
        }
        if (error.context() != null) {
            fields.put('W', error.context());
        }
        return new Wire.Outcome.Failed(fields);
    }

    private static String text(SqlError error) {
        String text = "ERROR " + error.code().state() + ": " + error.message() + "\n";
        if (error.position() > 0) {
            text += "at " + error.position() + "\n";
        }
        if (error.detail() != null) {
            text += "DETAIL: " + error.detail() + "\n";
        }
        if (error.hint() != null) {
            text += "HINT: " + error.hint() + "\n";
        }
        if (error.context() != null) {
            text += "CONTEXT: " + error.context() + "\n";
        }
        return text;
    }

    /// Answers that nobody asks for.
    private abstract class Quiet implements Output {

        @Override
        public void describe(List<Column> described, Formats formats) {}

        @Override
        public void notice(Severity severity, SqlError notice) {}

        @Override
        public void parsed() {}

        @Override
        public void bound() {}

        @Override
        public void closed() {}

        @Override
        public void parameters(List<SqlType> types) {}

        @Override
        public void noRows() {}

        @Override
        public void nothing() {}

        @Override
        public void suspended() {}

        @Override
        public CopySource copyIn(boolean binary, int width) {
            Iterator<String> lines = copied.lines().iterator();
            copied = "";
            linesTaken = 0;
            return () -> {
                linesTaken++;
                return lines.hasNext()
                        ? (lines.next() + "\n").getBytes(StandardCharsets.UTF_8)
                        : null;
            };
        }

        @Override
        public void copyOut(boolean binary, int width) {}

        @Override
        public void copyPiece(byte[] bytes, int length) {}

        @Override
        public void copyDone() {}
    }

    private final class Texts extends Quiet {
        private final StringBuilder out;
        private List<Column> columns = List.of();

        private Texts(StringBuilder out) {
            this.out = out;
        }

        @Override
        public long mark() {
            return out.length();
        }

        @Override
        public boolean rewind(long mark) {
            out.setLength((int) mark);
            return true;
        }

        @Override
        public void describe(List<Column> described, Formats formats) {
            out.append(described.stream().map(Column::name).collect(Collectors.joining(" | ")))
                    .append('\n');
        }

        @Override
        public void rows(List<Column> given, Formats formats, FormatSettings settings) {
            columns = given;
        }

        @Override
        public void row(Value[] values) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                SqlType type = columns.get(i).type();
                texts.add(
                        values[i].isNull()
                                ? "∅"
                                : TextFormat.write(values[i], type, FormatSettings.DEFAULT));
            }
            out.append(String.join(" | ", texts)).append('\n');
        }

        @Override
        public void complete(String tag) {
            out.append(tag).append('\n');
        }

        @Override
        public void notice(Severity severity, SqlError notice) {
            out.append(severity).append(": ").append(notice.message()).append('\n');
        }

        @Override
        public void copyPiece(byte[] bytes, int length) {
            out.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
        }
    }

    /// Gathers what statements come to.
    private final class Outcomes extends Quiet {
        private final List<Wire.Outcome> all = new ArrayList<>();
        private List<Column> columns = List.of();
        private FormatSettings format = FormatSettings.DEFAULT;
        private List<List<@Nullable String>> rows = new ArrayList<>();

        @Override
        public long mark() {
            return all.size();
        }

        @Override
        public boolean rewind(long mark) {
            while (all.size() > mark) {
                all.removeLast();
            }
            columns = List.of();
            rows = new ArrayList<>();
            return true;
        }

        @Override
        public void rows(List<Column> given, Formats formats, FormatSettings settings) {
            columns = given;
            format = settings;
        }

        @Override
        public void row(Value[] values) {
            List<@Nullable String> texts = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                SqlType type = columns.get(i).type();
                texts.add(values[i].isNull() ? null : TextFormat.write(values[i], type, format));
            }
            rows.add(texts);
        }

        @Override
        public void complete(String tag) {
            List<Wire.Column> named = new ArrayList<>();
            columns.forEach(
                    column -> named.add(new Wire.Column(column.name(), column.type().oid())));
            all.add(new Wire.Outcome.Done(named, rows, tag));
            columns = List.of();
            rows = new ArrayList<>();
        }
    }
}
