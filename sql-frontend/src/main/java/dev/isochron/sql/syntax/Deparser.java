package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.Control;
import dev.isochron.sql.tree.Copy;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Explain;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Inspection;
import dev.isochron.sql.tree.Option;
import dev.isochron.sql.tree.Prepared;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.Setting;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.TypeName;
import dev.isochron.sql.tree.Upkeep;
import java.util.List;

/// Makes text of trees, which the parser makes the same trees of again.
///
/// Only positions differ. Nothing is laid out for people: parentheses stand wherever they might be
/// needed, so that a reader need not know what binds how strongly.
public final class Deparser {

    private final SqlText text = new SqlText();
    private final QueryText queries = new QueryText(text);
    private final SessionText session = new SessionText(text, queries.expressions());
    private final DefinitionText definitions = new DefinitionText(text, queries, session::setting);

    private Deparser() {}

    /// A statement as text.
    public static String text(Statement statement) {
        Deparser deparser = new Deparser();
        deparser.statement(statement);
        return deparser.text.toString();
    }

    /// An expression as text.
    public static String text(Expression expression) {
        Deparser deparser = new Deparser();
        deparser.queries.expressions().expression(expression);
        return deparser.text.toString();
    }

    /// A type as text.
    public static String text(TypeName type) {
        Deparser deparser = new Deparser();
        deparser.queries.expressions().types().type(type);
        return deparser.text.toString();
    }

    /// A name as text, in quotes if it needs them.
    public static String name(String name) {
        return new SqlText().name(name).toString();
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Query query -> queries.query(query);
            case Change change -> queries.changes().change(change);
            case Definition definition -> definitions.definition(definition);
            case Control control -> session.control(control);
            case Setting setting -> session.setting(setting);
            case Prepared prepared -> prepared(prepared);
            case Explain(var options, var explained, _) -> {
                text.add("EXPLAIN ");
                if (!options.isEmpty()) {
                    text.options(options).add(" ");
                }
                statement(explained);
            }
            case Copy copy -> copy(copy);
            case Inspection inspection -> inspection(inspection);
            case Upkeep upkeep -> upkeep(upkeep);
        }
    }

    private void prepared(Prepared prepared) {
        switch (prepared) {
            case Prepared.Prepare(var name, var types, var statement, _) -> {
                text.add("PREPARE ").name(name);
                if (!types.isEmpty()) {
                    text.add(" (").join(types, ", ", this::type).add(")");
                }
                text.add(" AS ");
                queries.queryOrChange(statement);
            }
            case Prepared.Execute(var name, var arguments, _) -> {
                text.add("EXECUTE ").name(name);
                if (!arguments.isEmpty()) {
                    queries.expressions().listed(" (", arguments);
                }
            }
            case Prepared.Deallocate(var name, _) -> {
                text.add("DEALLOCATE ");
                if (name == null) {
                    text.add("ALL");
                } else {
                    text.name(name);
                }
            }
        }
    }

    private void type(TypeName type) {
        queries.expressions().types().type(type);
    }

    private void copy(Copy copy) {
        text.add("COPY ");
        switch (copy.source()) {
            case Copy.Source.Table(var name, var columns) -> text.name(name).columns(columns);
            case Copy.Source.Rows(var statement) -> {
                text.add("(");
                queries.queryOrChange(statement);
                text.add(")");
            }
        }
        text.add(copy.from() ? " FROM " : " TO ");
        switch (copy.endpoint()) {
            case Copy.Endpoint.Client() -> text.add(copy.from() ? "STDIN" : "STDOUT");
            case Copy.Endpoint.File(var path) -> text.string(path);
            case Copy.Endpoint.Program(var command) -> text.add("PROGRAM ").string(command);
        }
        if (!copy.options().isEmpty()) {
            text.add(" WITH ").options(copy.options());
        }
        queries.where(copy.where());
    }

    private void inspection(Inspection inspection) {
        switch (inspection) {
            case Inspection.ShowShards(var kind, var name, _) -> {
                text.add("SHOW SHARDS");
                if (name != null) {
                    text.add(" FROM " + kind.words() + " ").name(name);
                }
            }
            case Inspection.ShowHotRows _ -> text.add("SHOW HOT ROWS");
            case Inspection.ShowCreateTable(var table, _) ->
                    text.add("SHOW CREATE TABLE ").name(table);
            case Inspection.ShowJobs _ -> text.add("SHOW JOBS");
            case Inspection.ShowNodes _ -> text.add("SHOW NODES");
        }
    }

    private void upkeep(Upkeep upkeep) {
        switch (upkeep) {
            case Upkeep.Analyze(var options, var parts, _) -> parts("ANALYZE", options, parts);
            case Upkeep.Vacuum(var options, var parts, _) -> parts("VACUUM", options, parts);
            case Upkeep.LockTable(var tables, var mode, boolean nowait, _) -> {
                text.add("LOCK TABLE ");
                definitions.tables(tables);
                text.add(" IN " + mode + " MODE").addIf(nowait, " NOWAIT");
            }
            case Upkeep.SplitAt(var kind, var name, var keys, _) -> {
                text.add("ALTER " + kind.words() + " ").name(name).add(" SPLIT AT ");
                queries.query(keys);
            }
            case Upkeep.Idle(var command, _) ->
                    text.add(command).addIf(command.equals("reindex"), " TABLE x");
        }
    }

    private void parts(String verb, List<Option> options, List<Upkeep.Part> parts) {
        text.add(verb);
        if (!options.isEmpty()) {
            text.add(" ").options(options);
        }
        text.addIf(!parts.isEmpty(), " ");
        text.join(parts, ", ", part -> text.name(part.table()).columns(part.columns()));
    }
}
