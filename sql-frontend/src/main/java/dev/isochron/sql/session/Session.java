package dev.isochron.sql.session;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Block.Phase;
import dev.isochron.sql.session.Engine.Unit;
import dev.isochron.sql.setting.KnownSettings;
import dev.isochron.sql.setting.SettingValues;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One client's session, as the protocol drives it.
///
/// Every method may throw [SqlException]; then [#failed] must follow before the next call.
public final class Session implements AutoCloseable {
    private final Bell bell;
    private final Faults faults;
    private final SettingValues settings;
    private final View view;
    private final Block block;
    private final Shelf shelf = new Shelf();
    private final Portals portals = new Portals();
    private final Chain chain = new Chain();
    private final Runner runner;
    private final Statements statements;
    private final SimpleQuery simple;
    private final Foreign foreign;
    private @Nullable SqlException undone;

    /// @param settings what the client wants other than usual, from its startup packet
    /// @throws SqlException if one of the settings cannot be that
    public Session(
            Engine engine,
            Identity identity,
            Map<String, String> settings,
            Surroundings surroundings) {
        this.bell = surroundings.bell();
        SettingValues values = new SettingValues(settings);
        this.settings = values;
        this.faults = new Faults(bell, () -> values.number(KnownSettings.LOCK_TIMEOUT) > 0);
        this.foreign = new Foreign(values);
        this.settings.tell("session_authorization", identity.user());
        this.view = new View(identity, this.settings, surroundings, faults);
        this.block = new Block(engine, view);
        this.view.transaction(block::began, () -> block.phase() == Block.Phase.OPEN);
        this.runner = new Runner(engine, view, block, faults);
        this.statements = new Statements(engine, view, block, shelf, portals, runner);
        this.simple = new SimpleQuery(engine, view, block, statements, runner);
    }

    // -- simple query ------------------------------------------------------------------------

    /// Runs all statements of a text.
    public void query(String text, Output out) {
        working(
                out,
                () -> {
                    chain.end();
                    portals.close("");
                    shelf.remove("");
                    simple.run(foreign.own(text), out);
                    if (block.phase() == Phase.NONE) {
                        portals.clear();
                    }
                });
    }

    // -- extended query ----------------------------------------------------------------------

    /// Prepares a statement.
    ///
    /// @param types oids of the first parameters, 0 where the server is to find out
    public void parse(String name, String text, List<Integer> types, Output out) {
        working(
                out,
                () -> {
                    chain.arrive(out);
                    Prepared prepared =
                            statements.prepare(name, foreign.own(text), declared(types));
                    shelf.put(prepared);
                    step(Output::parsed, out);
                });
    }

    private static List<SqlType> declared(List<Integer> oids) {
        List<SqlType> types = new ArrayList<>(oids.size());
        for (int oid : oids) {
            types.add(
                    oid == 0
                            ? SqlType.UNKNOWN
                            : TypeNames.find(oid)
                                    .orElseThrow(() ->
                                            SqlException.of(
                                                    SqlCode.UNDEFINED_OBJECT,
                                                    "type with OID " + oid + " does not exist")));
        }
        return types;
    }

    /// Gives values to a prepared statement.
    public void bind(Binding binding, Output out) {
        working(
                out,
                () -> {
                    chain.arrive(out);
                    Prepared prepared = shelf.named(binding.statement());
                    statements.requireAllowed(prepared);
                    statements.refresh(prepared);
                    List<Value> values =
                            Parameters.of(
                                    binding,
                                    statements.parameters(prepared),
                                    view,
                                    binding.statement());
                    Formats formats = new Formats(binding.resultFormats());
                    formats.requireFor(
                            statements.columns(prepared).map(List::size).orElse(0),
                            "bind message has %d result formats but query has %d columns");
                    portals.put(new Portal(binding.portal(), prepared, values, formats));
                    step(Output::bound, out);
                });
    }

    public void describeStatement(String name, Output out) {
        working(
                out,
                () -> {
                    chain.arrive(out);
                    Prepared prepared = shelf.named(name);
                    statements.requireDescribable(prepared);
                    List<SqlType> types = statements.parameters(prepared);
                    Optional<List<Column>> columns = statements.columns(prepared);
                    step(
                            o -> {
                                o.parameters(types);
                                describe(columns, Formats.TEXT, o);
                            },
                            out);
                });
    }

    public void describePortal(String name, Output out) {
        working(
                out,
                () -> {
                    chain.arrive(out);
                    Portal portal = portals.named(name);
                    statements.requireDescribable(portal.prepared());
                    Optional<List<Column>> columns = statements.columns(portal.prepared());
                    step(o -> describe(columns, portal.formats(), o), out);
                });
    }

    private static void describe(Optional<List<Column>> columns, Formats formats, Output out) {
        if (columns.isPresent()) {
            out.describe(columns.get(), formats);
        } else {
            out.noRows();
        }
    }

    /// Runs a portal.
    ///
    /// @param atMost rows to give; 0 for all
    /// @param last whether Sync is surely next: then the statement can be a transaction by itself
    public void execute(String name, int atMost, boolean last, Output out) {
        working(
                out,
                () -> {
                    chain.arrive(out);
                    Portal portal = portals.named(name);
                    Optional<Statement> statement = portal.prepared().statement();
                    if (statement.isEmpty()) {
                        step(Output::nothing, out);
                    } else if (portal.prepared().compiled().isEmpty()) {
                        chain.unrepeatable();
                        statements.own(portal, statement.get(), out);
                    } else {
                        block.requireNotFailed();
                        run(portal, atMost, last, out);
                    }
                });
    }

    /// Whether there is more to say of a portal's statement if it is committed with it: if nothing
    /// came before, and Sync is next.
    public boolean tellsOfCommit(String name) {
        if (block.phase() != Phase.NONE || !portals.has(name)) {
            return false;
        }
        Optional<Engine.Compiled> compiled = portals.named(name).prepared().compiled();
        return compiled.isPresent() && compiled.get().tellsOfCommit();
    }

    private void run(Portal portal, int atMost, boolean last, Output out) {
        portal.requireRunnable();
        if (block.phase() == Phase.NONE && last && atMost == 0) {
            Runner.Job job =
                    new Runner.Job(
                            portal.compiled(),
                            portal.values(),
                            portal.formats(),
                            portal.prepared().text(),
                            false);
            runner.alone(job, out);
            portal.end();
            return;
        }
        block.beginImplicit(false);
        Engine.Compiled compiled = portal.compiled();
        Consumer<Output> step = o -> runner.portal(block.unit(compiled), portal, atMost, o);
        if (block.phase() == Phase.IMPLICIT) {
            repeating(() -> step.accept(out), out);
            chain.taken(o -> {
                portal.again();
                step.accept(o);
            });
        } else {
            step.accept(out);
        }
    }

    /// Does something in an implicit transaction; if the cluster undoes that, does all of the chain
    /// again as long as its answers are still here.
    private void repeating(Runnable last, Output out) {
        boolean again = false;
        while (true) {
            try {
                if (again) {
                    chain.again(out);
                }
                last.run();
                return;
            } catch (RuntimeException failure) {
                Unit unit = block.current().orElse(null);
                RuntimeException e = Faults.reason(failure, unit);
                if (!Faults.isAbort(e) || unit == null || !chain.rewind(out)) {
                    throw e;
                }
                faults.check();
                runner.restart(unit);
                again = true;
            }
        }
    }

    public void closeStatement(String name, Output out) {
        chain.arrive(out);
        shelf.remove(name);
        step(Output::closed, out);
    }

    public void closePortal(String name, Output out) {
        chain.arrive(out);
        portals.close(name);
        step(Output::closed, out);
    }

    private void step(Consumer<Output> step, Output out) {
        step.accept(out);
        if (block.phase() == Phase.NONE || block.phase() == Phase.IMPLICIT) {
            chain.taken(step);
        }
    }

    /// The end of a chain: commits what is not in a block.
    public void sync(Output out) {
        working(
                out,
                () -> {
                    if (block.phase() == Phase.IMPLICIT) {
                        repeating(block::commitOrKeep, out);
                    }
                    chain.end();
                    if (block.phase() == Phase.NONE) {
                        portals.clear();
                    }
                });
    }

    // -- around ------------------------------------------------------------------------------

    /// What all that may wait for the cluster happens in.
    private void working(Output out, Runnable work) {
        view.arrive(out);
        bell.listen(view.statementLimit());
        try {
            work.run();
        } catch (RuntimeException failure) {
            RuntimeException e = Faults.reason(failure, block.current().orElse(null));
            SqlException told = foreign.told(faults.told(e));
            undone = Faults.isAbort(e) ? told : null;
            throw told;
        } finally {
            bell.quiet();
            view.rests(block.status());
        }
    }

    /// Whatever was asked for last has failed.
    public void failed() {
        SqlException why = undone;
        undone = null;
        chain.end();
        block.fail(why);
        view.rests(block.status());
        if (block.phase() == Phase.NONE) {
            portals.clear();
        }
    }

    /// As ReadyForQuery says it: idle, in a transaction, in a failed one.
    public char status() {
        return block.status();
    }

    /// Settings that drivers follow and have not been told yet.
    public Map<String, String> reports() {
        return settings.unreported();
    }

    /// How long the client may now be silent; zero is for ever.
    public Duration patience() {
        return view.idleLimit(block.phase() != Phase.NONE);
    }

    /// What a client is told that was silent for too long.
    public SqlError tooIdle() {
        return block.phase() == Phase.NONE
                ? SqlError.of(
                        SqlCode.IDLE_SESSION_TIMEOUT,
                        "terminating connection due to idle-session timeout")
                : SqlError.of(
                        SqlCode.IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
                        "terminating connection due to idle-in-transaction timeout");
    }

    /// Whether somebody wants the session to end, and what the client is told.
    public Optional<Farewell> farewell() {
        return bell.farewell();
    }

    /// How values are written now.
    public SessionView view() {
        return view;
    }

    /// Gives up what is open.
    @Override
    public void close() {
        portals.clear();
        block.rollback();
    }
}
