package dev.isochron.sql.run;

import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.format.FormatSettings;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One run of a plan, or of a subquery in it: what its expressions and steps may know.
public final class Execution implements Env {

    private static final Value[] NO_VALUES = {};

    private final Run run;
    private final Value[] outer;

    /// What the whole statement shares.
    private static final class Run {
        private final Host host;
        private final StoredReader reader;
        private final List<Value> parameters;
        private final List<Operator> subplans;

        /// How many parameters a row has, and where those of the row at hand begin.
        private int width;

        private int offset;
        private @Nullable Budget budget;
        private final @Nullable Profile profile;
        private @Nullable TreeMap<Integer, Shared> shared;
        private @Nullable Object changes;

        private Run(
                Host host,
                StoredReader reader,
                List<Value> parameters,
                List<Operator> subplans,
                @Nullable Profile profile) {
            this.host = host;
            this.reader = reader;
            this.parameters = parameters;
            this.subplans = subplans;
            this.profile = profile;
        }
    }

    private Execution(Run run, Value[] outer) {
        this.run = run;
        this.outer = outer;
    }

    /// Begins to run a statement.
    ///
    /// @param subplans the plans of its subqueries, by their numbers
    /// @param profile what is counted, or null
    public static Execution begin(
            Host host,
            StoredReader reader,
            List<Value> parameters,
            List<Operator> subplans,
            @Nullable Profile profile) {
        return new Execution(new Run(host, reader, parameters, subplans, profile), NO_VALUES);
    }

    /// The parameters are those of several rows, one after the other: the one row that the
    /// statement lists stands for all of them.
    ///
    /// @param width how many parameters each has
    public void manyRows(int width) {
        run.width = width;
    }

    /// How many rows one listed row stands for.
    int rows() {
        return run.width == 0 ? 1 : run.parameters.size() / run.width;
    }

    /// From now on parameters are those of this row.
    void row(int number) {
        run.offset = number * run.width;
    }

    /// Begins a step.
    public RowSource open(Operator step) {
        Profile profile = run.profile;
        return profile == null
                ? step.open(this)
                : profile.counted(step, () -> step.open(this), run.host::clockMicros);
    }

    /// Where stored rows are read.
    public StoredReader reader() {
        return run.reader;
    }

    public Budget budget() {
        Budget known = run.budget;
        if (known == null) {
            known = new Budget(Budget.DEFAULT_BYTES);
            run.budget = known;
        }
        return known;
    }

    public Host host() {
        return run.host;
    }

    /// What a common table gave, computed when it is asked for first.
    Shared shared(int id) {
        TreeMap<Integer, Shared> all = run.shared;
        if (all == null) {
            all = new TreeMap<>();
            run.shared = all;
        }
        Shared known = all.get(id);
        if (known != null) {
            return known;
        }
        Shared begun = new Shared(this, run.subplans.get(id));
        all.put(id, begun);
        return begun;
    }

    /// Reads a common table to its end, whoever wants its rows: it changes something.
    public void finish(int id) {
        shared(id).finish();
    }

    /// What the statement changes; made by who changes something first.
    public void changes(Object changing) {
        run.changes = changing;
    }

    /// What the statement changes, if anything.
    public Optional<Object> changes() {
        return Optional.ofNullable(run.changes);
    }

    @Override
    public Value parameter(int index) {
        return run.parameters.get(run.offset + index);
    }

    @Override
    public Value outer(int index) {
        return outer[index];
    }

    @Override
    public RowSource subquery(int id, Value[] arguments) {
        if (arguments.length == 0) {
            // It gives the same for every row, so it is run once.
            return shared(id).read();
        }
        return new Execution(run, arguments).open(run.subplans.get(id));
    }

    @Override
    public FormatSettings format() {
        return run.host.format();
    }

    @Override
    public long transactionMicros() {
        return run.host.transactionMicros();
    }

    @Override
    public long statementMicros() {
        return run.host.statementMicros();
    }

    @Override
    public long clockMicros() {
        return run.host.clockMicros();
    }

    @Override
    public long chance() {
        return run.host.chance();
    }

    @Override
    public Optional<String> setting(String name) {
        return run.host.setting(name);
    }

    @Override
    public String applySetting(String name, String value, boolean local) {
        return run.host.applySetting(name, value, local);
    }

    @Override
    public SessionFacts session() {
        return run.host.facts();
    }

    @Override
    public void checkCancelled() {
        run.host.checkCancelled();
    }

    @Override
    public <T> T port(Class<T> kind) {
        return run.host.port(kind);
    }
}
