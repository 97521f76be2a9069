package dev.isochron.sql.session;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Block.Phase;
import dev.isochron.sql.session.Engine.Compiled;
import dev.isochron.sql.session.Engine.Unit;
import dev.isochron.sql.syntax.Parsed;
import dev.isochron.sql.syntax.Parser;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.Statement;
import java.util.List;
import java.util.Optional;

/// Runs the statements of one text: one by itself, several as one transaction, unless they say
/// otherwise.
final class SimpleQuery {
    private final Engine engine;
    private final View view;
    private final Block block;
    private final Statements statements;
    private final Runner runner;

    SimpleQuery(Engine engine, View view, Block block, Statements statements, Runner runner) {
        this.engine = engine;
        this.view = view;
        this.block = block;
        this.statements = statements;
        this.runner = runner;
    }

    void run(String text, Output out) {
        Optional<Engine.Understood> known = statements.recall(text, List.of());
        if (known.isPresent()) {
            compiled(known.get().compiled(), List.of(), text, true, out);
            return;
        }
        Optional<Engine.Shared> shared = statements.share(text);
        if (shared.isPresent()) {
            shared(shared.get(), text, out);
            return;
        }
        List<Parsed> all = Parser.script(text);
        switch (all.size()) {
            case 0 -> out.nothing();
            case 1 -> one(all.getFirst(), text, true, out);
            default -> {
                if (block.phase() == Phase.NONE
                        && all.stream().noneMatch(p -> Statements.isOwn(p.statement()))) {
                    together(all, text, out);
                } else {
                    oneByOne(all, text, out);
                }
            }
        }
    }

    private void shared(Engine.Shared shared, String text, Output out) {
        try {
            compiled(shared.compiled(), shared.values(), text, true, out);
        } catch (SqlException e) {
            int position = e.error().position();
            throw position == 0
                    ? e
                    : new SqlException(
                            e.error().withPosition(shared.positions().applyAsInt(position)), e);
        }
    }

    /// Several statements, none of which is the session's own: if the cluster undoes them, they are
    /// run again from the first.
    private void together(List<Parsed> all, String text, Output out) {
        boolean reading = all.stream().allMatch(p -> onlyReads(p.statement()));
        block.beginImplicit(reading);
        Unit unit = block.unit(true, "");
        runner.untilDone(
                unit,
                out,
                o -> {
                    for (Parsed parsed : all) {
                        one(parsed, text, false, o);
                    }
                    block.commitOrKeep();
                });
    }

    /// What surely only reads; the engine knows better, but compiles one after the other.
    private static boolean onlyReads(Statement statement) {
        return statement instanceof Query query
                && query.locking().isEmpty()
                && query.with() == null;
    }

    /// Each has the time that a statement has, which one before it may have set.
    private void oneByOne(List<Parsed> all, String text, Output out) {
        for (Parsed parsed : all) {
            view.begins();
            if (!Statements.isOwn(parsed.statement())) {
                block.requireNotFailed();
                block.beginImplicit(false);
            }
            one(parsed, text, false, out);
        }
        if (block.phase() == Phase.IMPLICIT) {
            block.commit();
        }
    }

    private void one(Parsed parsed, String all, boolean alone, Output out) {
        Statement statement = parsed.statement();
        String text = all.substring(parsed.start(), parsed.end());
        if (Statements.isOwn(statement)) {
            String tag = statements.own(statement, text, Formats.TEXT, true, out);
            if (!tag.isEmpty()) {
                out.complete(tag);
            }
            return;
        }
        block.requireNotFailed();
        Compiled compiled =
                engine.compile(statement, List.of(), block.current().orElse(null), view);
        if (alone) {
            engine.keep(all, List.of(), compiled, view);
        }
        compiled(compiled, List.of(), text, alone, out);
    }

    private void compiled(
            Compiled compiled, List<Value> values, String text, boolean alone, Output out) {
        Runner.Job job = new Runner.Job(compiled, values, Formats.TEXT, text, true);
        if (alone && block.phase() == Phase.NONE) {
            runner.alone(job, out);
        } else {
            Unit unit = block.unit(compiled);
            out.complete(runner.whole(unit, job, out));
        }
    }
}
