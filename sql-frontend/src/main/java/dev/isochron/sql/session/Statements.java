package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Engine.Compiled;
import dev.isochron.sql.syntax.Parser;
import dev.isochron.sql.tree.Control;
import dev.isochron.sql.tree.Copy;
import dev.isochron.sql.tree.Explain;
import dev.isochron.sql.tree.Setting;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.type.SqlType;
import java.util.List;
import java.util.Optional;

/// Prepares statements, and runs those that are the session's own.
final class Statements {
    private final Engine engine;
    private final View view;
    private final Block block;
    private final Shelf shelf;
    private final ControlStatements control;
    private final SettingStatements setting;
    private final PreparedStatements prepared;
    private final CopyStatements copy;

    Statements(Engine engine, View view, Block block, Shelf shelf, Portals portals, Runner runner) {
        this.engine = engine;
        this.view = view;
        this.block = block;
        this.shelf = shelf;
        this.control = new ControlStatements(block, view.settings());
        this.setting =
                new SettingStatements(
                        block, view.settings(), view.identity(), portals, shelf::clear);
        this.prepared = new PreparedStatements(this, shelf, engine, view, block, runner);
        this.copy = new CopyStatements(engine, view, block);
        view.setter(setting::set);
    }

    /// Whether the session runs it, and not the engine.
    static boolean isOwn(Statement statement) {
        return statement instanceof Control
                || statement instanceof Setting
                || statement instanceof dev.isochron.sql.tree.Prepared
                || statement instanceof Copy
                || explainsPrepared(statement);
    }

    private static boolean explainsPrepared(Statement statement) {
        return statement instanceof Explain explain
                && explain.statement() instanceof dev.isochron.sql.tree.Prepared.Execute;
    }

    // -- preparing ---------------------------------------------------------------------------

    /// Understands the one statement of a text.
    Prepared prepare(String name, String text, List<SqlType> declared) {
        Optional<Engine.Understood> known = recall(text, declared);
        if (known.isPresent()) {
            Prepared again = new Prepared(name, text, known.get().statement(), declared);
            again.compiled(known.get().compiled());
            return again;
        }
        Prepared made = new Prepared(name, text, Parser.statement(text).orElse(null), declared);
        requireAllowed(made);
        compile(made);
        made.compiled().ifPresent(compiled -> engine.keep(text, declared, compiled, view));
        return made;
    }

    /// What a text was understood as before, unless it is not listened to.
    Optional<Engine.Understood> recall(String text, List<SqlType> declared) {
        return block.phase() == Block.Phase.FAILED
                ? Optional.empty()
                : engine.recall(text, declared, block.current().orElse(null), view);
    }

    /// What a text shares with others that differ in values, unless it is not listened to.
    Optional<Engine.Shared> share(String text) {
        return block.phase() == Block.Phase.FAILED
                ? Optional.empty()
                : engine.share(text, block.current().orElse(null), view);
    }

    void compile(Prepared made) {
        made.statement()
                .filter(statement -> !isOwn(statement))
                .ifPresent(statement ->
                        made.compiled(
                                engine.compile(
                                        statement,
                                        made.declared(),
                                        block.current().orElse(null),
                                        view)));
    }

    /// Compiles again what the schema has changed under; its columns must stay the same.
    void refresh(Prepared made) {
        Optional<Compiled> before = made.compiled();
        if (before.isPresent() && !engine.isCurrent(before.get(), view)) {
            compile(made);
            if (!before.get().columns().equals(made.compiled().orElseThrow().columns())) {
                made.compiled(before.get());
                throw SqlException.of(
                        SqlCode.FEATURE_NOT_SUPPORTED, "cached plan must not change result type");
            }
        }
    }

    /// In a block that has failed, only its end is heard.
    void requireAllowed(Prepared made) {
        boolean ends =
                made.statement().isEmpty()
                        || (made.statement().get() instanceof Control c
                                && ControlStatements.endsFailure(c));
        if (!ends) {
            block.requireNotFailed();
        }
    }

    void requireDescribable(Prepared made) {
        if (columns(made).isPresent()) {
            block.requireNotFailed();
        }
    }

    List<SqlType> parameters(Prepared made) {
        Optional<Compiled> compiled = made.compiled();
        return compiled.isPresent() ? compiled.get().parameters() : List.of();
    }

    /// Columns of what it gives, if it gives rows.
    Optional<List<Column>> columns(Prepared made) {
        if (made.compiled().isPresent()) {
            return made.compiled().get().columns();
        }
        return made.statement().flatMap(this::ownColumns);
    }

    private Optional<List<Column>> ownColumns(Statement statement) {
        return switch (statement) {
            case Setting own -> SettingStatements.columns(own);
            case dev.isochron.sql.tree.Prepared.Execute execute ->
                    columns(shelf.named(execute.name().text()));
            case Explain _ -> Optional.of(List.of(Column.of("QUERY PLAN", SqlType.TEXT)));
            default -> Optional.empty();
        };
    }

    // -- running -----------------------------------------------------------------------------

    /// Runs one of the session's own statements for a portal.
    void own(Portal portal, Statement statement, Output out) {
        portal.requireRunnable();
        String tag = own(statement, portal.prepared().text(), portal.formats(), false, out);
        portal.end();
        if (!tag.isEmpty()) {
            out.complete(tag);
        }
    }

    /// Runs one of the session's own statements.
    ///
    /// @param described whether columns are announced before rows
    /// @return its tag; empty if it was said already
    String own(Statement statement, String text, Formats formats, boolean described, Output out) {
        view.runs(text);
        return switch (statement) {
            case Control own -> control.run(own, out);
            case Setting own -> setting.run(own, described, out);
            case dev.isochron.sql.tree.Prepared own ->
                    prepared.run(own, text, formats, described, out);
            case Copy own -> copy.run(own, text, out);
            case Explain own -> prepared.explain(own, formats, described, out);
            default -> throw new IllegalArgumentException("not the session's: " + statement);
        };
    }
}
