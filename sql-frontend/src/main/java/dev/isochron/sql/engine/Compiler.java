package dev.isochron.sql.engine;

import dev.isochron.protocol.schema.TableId;
import dev.isochron.sql.bind.Binder;
import dev.isochron.sql.bind.Bound;
import dev.isochron.sql.bind.Ground;
import dev.isochron.sql.bind.OutColumn;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Call;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.logical.Logicals;
import dev.isochron.sql.plan.Plan;
import dev.isochron.sql.plan.Planner;
import dev.isochron.sql.routine.Routines;
import dev.isochron.sql.session.Column;
import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Explain;
import dev.isochron.sql.tree.Inspection;
import dev.isochron.sql.tree.ObjectKind;
import dev.isochron.sql.tree.Option;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.Upkeep;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Compiles statements by one image of the catalog.
final class Compiler {

    private final ImageTables tables;
    private final Routines routines;
    private final Env env;

    Compiler(ImageTables tables, Routines routines, Env env) {
        this.tables = tables;
        this.routines = routines;
        this.env = env;
    }

    Program compile(Statement statement, List<SqlType> declared) {
        return switch (statement) {
            case Query _, Change _ -> planned(statement, declared);
            case Explain explain -> explained(explain, declared);
            case Definition _ -> plain(statement, Optional.empty(), new Program.Kind.Defined());
            case Inspection inspection ->
                    plain(
                            statement,
                            Optional.of(Inspections.columns(inspection)),
                            new Program.Kind.Shown());
            case Upkeep.Analyze _ -> plain(statement, Optional.empty(), new Program.Kind.Counted());
            case Upkeep.Vacuum _, Upkeep.Idle _, Upkeep.LockTable _ ->
                    plain(statement, Optional.empty(), new Program.Kind.Idle());
            case Upkeep.SplitAt split -> cut(split, declared);
            default ->
                    throw SqlException.unsupported(statement.position(), "this statement here is");
        };
    }

    private Program plain(Statement statement, Optional<List<Column>> columns, Program.Kind kind) {
        return new Program(
                statement,
                List.of(),
                tables.path(),
                tables.image(),
                stamp(),
                List.of(),
                columns,
                kind);
    }

    private long stamp() {
        return tables.statistics().stamp();
    }

    private Program planned(Statement statement, List<SqlType> declared) {
        Statement present = PastQuery.present(statement);
        Bound bound = Binder.bind(present, new Ground(tables, routines, env), declared);
        Plan plan = Planner.plan(bound.root(), bound.subplans());
        boolean changes = statement instanceof Change || !bound.changing().isEmpty();
        boolean locks =
                hasLock(bound.root())
                        || counts(bound.root())
                        || bound.subplans().stream().anyMatch(sub -> hasLock(sub) || counts(sub));
        List<TableId> settled = new ArrayList<>();
        settled(bound.root(), settled);
        bound.subplans().forEach(subplan -> settled(subplan, settled));
        boolean looksUp =
                hasVirtual(bound.root())
                        || bound.subplans().stream().anyMatch(Compiler::hasVirtual);
        boolean isSilent = statement instanceof Change && bound.columns().isEmpty();
        return new Program(
                statement,
                declared,
                tables.path(),
                tables.image(),
                stamp(),
                bound.parameters(),
                isSilent ? Optional.empty() : Optional.of(columns(bound.columns())),
                new Program.Kind.Planned(
                        plan,
                        bound.changing(),
                        changes,
                        locks,
                        settled,
                        scanned(bound),
                        !changes && !locks && !settled.isEmpty() && !looksUp));
    }

    private Program cut(Upkeep.SplitAt split, List<SqlType> declared) {
        if (split.kind() != ObjectKind.TABLE) {
            throw SqlException.unsupported(split.position(), "SPLIT AT of an index is");
        }
        Program keys = planned(split.keys(), declared);
        if (!keys.onlyReads() || !(keys.kind() instanceof Program.Kind.Planned planned)) {
            throw SqlException.unsupported(split.position(), "SPLIT AT of rows that change is");
        }
        return new Program(
                split,
                declared,
                keys.path(),
                keys.image(),
                keys.counted(),
                keys.parameters(),
                Optional.empty(),
                new Program.Kind.Cut(planned));
    }

    private static void settled(Logical node, List<TableId> to) {
        switch (node) {
            case Logical.Scan scan -> to.add(scan.table().table().stored().id());
            case Logical.Insert insert -> {
                if (insert.conflict() != null) {
                    to.add(insert.rules().table().stored().id());
                }
            }
            default -> {}
        }
        node.inputs().forEach(input -> settled(input, to));
    }

    private static List<Integer> scanned(Bound bound) {
        TreeSet<Integer> scanned = new TreeSet<>();
        scanned(bound.root(), scanned);
        bound.subplans().forEach(subplan -> scanned(subplan, scanned));
        return List.copyOf(scanned);
    }

    private static void scanned(Logical node, Set<Integer> to) {
        if (node instanceof Logical.Scan scan) {
            to.add(scan.table().table().oid());
        }
        node.inputs().forEach(input -> scanned(input, to));
    }

    /// Whether it moves a sequence.
    private static boolean counts(Logical node) {
        boolean[] found = new boolean[1];
        Logicals.forEach(
                node,
                expression ->
                        found[0] |= Expressions.contains(expression, Compiler::movesSequence));
        return found[0];
    }

    private static boolean movesSequence(Expression node) {
        return node instanceof Call call
                && (call.routine().name().equals("nextval")
                        || call.routine().name().equals("setval"));
    }

    private static boolean hasVirtual(Logical node) {
        return node instanceof Logical.Virtual
                || node.inputs().stream().anyMatch(Compiler::hasVirtual);
    }

    private static boolean hasLock(Logical node) {
        return (node instanceof Logical.Scan scan && scan.lock() != null)
                || node.inputs().stream().anyMatch(Compiler::hasLock);
    }

    private static List<Column> columns(List<OutColumn> from) {
        List<Column> columns = new ArrayList<>();
        for (OutColumn column : from) {
            columns.add(
                    new Column(column.name(), column.type(), column.table(), column.attribute()));
        }
        return columns;
    }

    /// Options that say nothing here are taken, others are not.
    private static void refuseOptions(Explain explain) {
        for (Option option : explain.options()) {
            switch (option.name().text()) {
                case "analyze", "timing", "verbose", "costs", "settings" -> {}
                case "buffers", "wal", "summary" -> {}
                case "format" -> {
                    String format = option.values().isEmpty() ? "" : option.values().getFirst();
                    switch (format) {
                        case "text" -> {}
                        case "json", "xml", "yaml" ->
                                throw SqlException.unsupported(
                                        option.name().position(),
                                        "EXPLAIN in other formats than text is");
                        default ->
                                throw SqlException.at(
                                        option.name().position(),
                                        SqlCode.INVALID_PARAMETER_VALUE,
                                        "unrecognized value for EXPLAIN option \"format\": \"%s\""
                                                .formatted(format));
                    }
                }
                default ->
                        throw SqlException.at(
                                option.name().position(),
                                SqlCode.SYNTAX_ERROR,
                                "unrecognized EXPLAIN option \"" + option.name().text() + "\"");
            }
        }
        for (String option : List.of("wal", "timing")) {
            if (explain.has(option) && !explain.has("analyze")) {
                throw SqlException.of(
                        SqlCode.INVALID_PARAMETER_VALUE,
                        "EXPLAIN option %s requires ANALYZE"
                                .formatted(option.toUpperCase(Locale.ROOT)));
            }
        }
    }

    private Program explained(Explain explain, List<SqlType> declared) {
        refuseOptions(explain);
        Program inner = compile(explain.statement(), declared);
        return new Program(
                explain,
                declared,
                tables.path(),
                tables.image(),
                stamp(),
                inner.parameters(),
                Optional.of(List.of(Column.of("QUERY PLAN", SqlType.TEXT))),
                new Program.Kind.Explained(
                        inner, explain.has("analyze"), explain.has("timing", true)));
    }
}
