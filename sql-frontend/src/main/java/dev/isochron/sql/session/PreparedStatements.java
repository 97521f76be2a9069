package dev.isochron.sql.session;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Block.Phase;
import dev.isochron.sql.session.Engine.Compiled;
import dev.isochron.sql.session.Engine.Rows;
import dev.isochron.sql.session.Engine.Unit;
import dev.isochron.sql.tree.Explain;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Prepared.Deallocate;
import dev.isochron.sql.tree.Prepared.Execute;
import dev.isochron.sql.tree.Prepared.Prepare;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.QueryBody;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.TypeName;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;

/// PREPARE, EXECUTE and DEALLOCATE.
final class PreparedStatements {
    private final Statements statements;
    private final Shelf shelf;
    private final Engine engine;
    private final View view;
    private final Block block;
    private final Runner runner;

    PreparedStatements(
            Statements statements,
            Shelf shelf,
            Engine engine,
            View view,
            Block block,
            Runner runner) {
        this.statements = statements;
        this.shelf = shelf;
        this.engine = engine;
        this.view = view;
        this.block = block;
        this.runner = runner;
    }

    /// Runs it, and returns its tag; of an EXECUTE, it is said already.
    String run(
            dev.isochron.sql.tree.Prepared statement,
            String text,
            Formats formats,
            boolean described,
            Output out) {
        block.requireNotFailed();
        return switch (statement) {
            case Prepare prepare -> prepare(prepare, text);
            case Execute execute -> execute(execute, formats, described, out);
            case Deallocate deallocate -> deallocate(deallocate);
        };
    }

    private String prepare(Prepare prepare, String text) {
        List<SqlType> types = new ArrayList<>();
        for (TypeName type : prepare.types()) {
            types.add(type(type));
        }
        Prepared made = new Prepared(prepare.name().text(), text, prepare.statement(), types);
        statements.compile(made);
        shelf.put(made);
        return "PREPARE";
    }

    private static SqlType type(TypeName written) {
        SqlType type =
                TypeNames.find(written.name().text())
                        .orElseThrow(() ->
                                SqlException.at(
                                        written.position(),
                                        SqlCode.UNDEFINED_OBJECT,
                                        "type \"" + written.name() + "\" does not exist"));
        return written.dimensions() > 0 ? type.array() : type;
    }

    private String deallocate(Deallocate deallocate) {
        Name name = deallocate.name();
        if (name == null) {
            shelf.clear();
            return "DEALLOCATE ALL";
        }
        shelf.remove(shelf.named(name.text()).name());
        return "DEALLOCATE";
    }

    private String execute(Execute execute, Formats formats, boolean described, Output out) {
        Prepared prepared = shelf.named(execute.name().text());
        statements.refresh(prepared);
        requireAll(execute, prepared);
        if (prepared.compiled().isEmpty()) {
            Statement own = prepared.statement().orElseThrow();
            return statements.own(own, prepared.text(), formats, described, out);
        }
        Compiled compiled = prepared.compiled().get();
        List<Value> values = values(execute.arguments(), compiled.parameters());
        run(new Runner.Job(compiled, values, formats, prepared.text(), described), out);
        return "";
    }

    /// EXPLAIN EXECUTE: the plan of what was prepared, run with the arguments if it is to be.
    String explain(Explain explain, Formats formats, boolean described, Output out) {
        block.requireNotFailed();
        Execute execute = (Execute) explain.statement();
        Prepared prepared = shelf.named(execute.name().text());
        statements.refresh(prepared);
        requireAll(execute, prepared);
        Explain whole =
                new Explain(
                        explain.options(), prepared.statement().orElseThrow(), explain.position());
        Compiled compiled =
                engine.compile(whole, prepared.declared(), block.current().orElse(null), view);
        List<Value> values = values(execute.arguments(), compiled.parameters());
        run(new Runner.Job(compiled, values, formats, prepared.text(), described), out);
        return "";
    }

    private void run(Runner.Job job, Output out) {
        if (block.phase() == Phase.NONE) {
            runner.alone(job, out);
        } else {
            Unit unit = block.unit(job.compiled());
            out.complete(runner.whole(unit, job, out));
        }
    }

    private void requireAll(Execute execute, Prepared prepared) {
        int wanted = statements.parameters(prepared).size();
        if (execute.arguments().size() != wanted) {
            throw SqlError.of(
                            SqlCode.SYNTAX_ERROR,
                            "wrong number of parameters for prepared statement \""
                                    + prepared.name()
                                    + "\"")
                    .withDetail(
                            "Expected %d parameters but got %d."
                                    .formatted(wanted, execute.arguments().size()))
                    .exception();
        }
    }

    /// Arguments are expressions: a query of one row computes them.
    private List<Value> values(List<Expression> arguments, List<SqlType> types) {
        if (arguments.isEmpty()) {
            return List.of();
        }
        List<Expression> cast = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            cast.add(new Expression.Cast(argument, name(types.get(i)), argument.position()));
        }
        Query query =
                Query.of(new QueryBody.ValuesRows(List.of(cast), arguments.getFirst().position()));
        Compiled compiled = engine.compile(query, List.of(), block.current().orElse(null), view);
        Unit unit = engine.begin(Engine.Opening.READING, view);
        try (Rows rows = unit.run(compiled, List.of(), view, "")) {
            Value[] row = rows.next();
            return List.of(row);
        } finally {
            unit.rollback();
        }
    }

    private static TypeName name(SqlType type) {
        QualifiedName name = QualifiedName.system(type.withoutModifier().id().catalogName(), 0);
        return new TypeName(name, List.of(), null, type.isArray() ? 1 : 0, false);
    }
}
