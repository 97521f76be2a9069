package dev.isochron.sql.define;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.syntax.Parser;
import dev.isochron.sql.tree.ColumnConstraint;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.SequenceOption;
import dev.isochron.sql.tree.TableConstraint;
import dev.isochron.sql.tree.TableElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// LIKE in CREATE TABLE: what another table is, written as if somebody had said it again.
///
/// Columns with their types and NOT NULL always; the rest as it is included. References are never,
/// as in PostgreSQL. What the tree has no words for, an index and a comment, is added to the draft.
final class Likeness {

    private static final List<String> ALL =
            List.of("comments", "constraints", "defaults", "identity", "indexes");

    private final Work work;
    private final List<Model> models = new ArrayList<>();

    /// A table that another is to be like.
    ///
    /// @param wanted what is included
    private record Model(CatalogTable table, Set<String> wanted, int position) {

        Name name(String text) {
            return new Name(text, position);
        }

        List<Name> names(List<ColumnId> columns) {
            return columns.stream().map(id -> name(table.column(id).name())).toList();
        }
    }

    Likeness(Work work) {
        this.work = work;
    }

    /// The elements of a table without LIKE.
    ///
    /// @throws dev.isochron.sql.error.SqlException if there is no table of that name
    List<TableElement> spelledOut(List<TableElement> elements) {
        List<TableElement> all = new ArrayList<>();
        for (TableElement element : elements) {
            switch (element) {
                case TableElement.Like like -> {
                    Model model =
                            new Model(
                                    Names.table(like.table(), work),
                                    wanted(like.options()),
                                    like.position());
                    models.add(model);
                    columns(model, all);
                    constraints(model, all);
                }
                case TableElement.Column _, TableConstraint _ -> all.add(element);
            }
        }
        return all;
    }

    private static Set<String> wanted(List<TableElement.LikeOption> options) {
        Set<String> wanted = new TreeSet<>();
        for (TableElement.LikeOption option : options) {
            List<String> what = option.what().equals("all") ? ALL : List.of(option.what());
            if (option.including()) {
                wanted.addAll(what);
            } else {
                what.forEach(wanted::remove);
            }
        }
        return wanted;
    }

    private void columns(Model model, List<TableElement> all) {
        for (CatalogColumn column : model.table.columns()) {
            if (!column.hidden()) {
                all.add(
                        new TableElement.Column(
                                model.name(column.name()),
                                Parser.type(column.type().toString()),
                                null,
                                properties(column, model)));
            }
        }
    }

    private List<ColumnConstraint> properties(CatalogColumn column, Model model) {
        List<ColumnConstraint> properties = new ArrayList<>();
        int at = model.position;
        if (column.notNull()) {
            properties.add(new ColumnConstraint.NotNull(null, at));
        }
        boolean hasDefault = model.wanted.contains("defaults");
        switch (column.initial()) {
            case Initial.Nothing _ -> {}
            case Initial.Text(String text) when hasDefault ->
                    properties.add(new ColumnConstraint.Default(null, Parser.expression(text), at));
            case Initial.Text _ -> {}
            case Initial.Next(int sequence, var identity) -> {
                CatalogSequence from = work.image().sequence(sequence).orElseThrow();
                if (identity == CatalogColumn.Identity.NONE && hasDefault) {
                    properties.add(new ColumnConstraint.Default(null, next(from), at));
                }
                if (identity != CatalogColumn.Identity.NONE && model.wanted.contains("identity")) {
                    boolean always = identity == CatalogColumn.Identity.ALWAYS;
                    properties.add(
                            new ColumnConstraint.Identity(
                                    null, always, options(from.range(), at), at));
                }
            }
        }
        return List.copyOf(properties);
    }

    /// The same sequence goes on for both tables, as in PostgreSQL.
    private static Expression next(CatalogSequence sequence) {
        String name = "%s.%s".formatted(quoted(sequence.schema()), quoted(sequence.name()));
        return Parser.expression("nextval('%s'::regclass)".formatted(name.replace("'", "''")));
    }

    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private static List<SequenceOption> options(CatalogSequence.Range range, int at) {
        return List.of(
                new SequenceOption.Increment(range.increment(), at),
                new SequenceOption.Least(range.min(), at),
                new SequenceOption.Greatest(range.max(), at),
                new SequenceOption.Start(range.start(), at),
                new SequenceOption.Cache(range.cache(), at),
                new SequenceOption.Cycle(range.cycle(), at));
    }

    private static void constraints(Model model, List<TableElement> all) {
        boolean hasChecks = model.wanted.contains("constraints");
        boolean hasIndexes = model.wanted.contains("indexes");
        for (Constraint constraint : model.table.constraints()) {
            switch (constraint) {
                case Constraint.Primary(_, _, _, var columns) when hasIndexes ->
                        all.add(unique(true, columns, List.of(), model));
                case Constraint.Unique(_, _, var index, var columns) when hasIndexes ->
                        all.add(
                                unique(
                                        false,
                                        columns,
                                        model.table.storedIndex(index).included(),
                                        model));
                case Constraint.Check(_, String name, String text, _) when hasChecks ->
                        all.add(
                                new TableConstraint.Check(
                                        model.name(name),
                                        Parser.expression(text),
                                        false,
                                        false,
                                        model.position));
                case Constraint.Primary _,
                        Constraint.Unique _,
                        Constraint.Check _,
                        Constraint.Reference _ -> {}
            }
        }
    }

    private static TableConstraint unique(
            boolean primary, List<ColumnId> columns, List<ColumnId> included, Model model) {
        return new TableConstraint.Unique(
                null,
                primary,
                model.names(columns),
                model.names(included),
                false,
                null,
                TableConstraint.Deferral.NOT_DEFERRABLE,
                model.position);
    }

    /// Adds what is no element of a table. Its key is known.
    void finish(Draft draft) {
        for (Model model : models) {
            if (model.wanted.contains("comments")) {
                comments(model, draft);
            }
            if (model.wanted.contains("indexes")) {
                model.table.stored().indexes().stream()
                        .filter(index -> isAlone(index, model.table))
                        .forEach(index -> index(index, model, draft));
            }
        }
    }

    private static void comments(Model model, Draft draft) {
        for (CatalogColumn column : model.table.columns()) {
            if (!column.hidden() && column.comment() != null) {
                draft.find(column.name())
                        .ifPresent(own -> draft.replace(own.withComment(column.comment())));
            }
        }
    }

    /// Whether an index is none of a constraint.
    private static boolean isAlone(Index index, CatalogTable table) {
        return table.constraints().stream()
                .noneMatch(constraint ->
                        constraint instanceof Constraint.Unique unique
                                && unique.index().equals(index.id()));
    }

    private void index(Index index, Model model, Draft draft) {
        List<KeyColumn> keys = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (KeyColumn key : index.columns()) {
            CatalogColumn own = own(key.column(), model, draft);
            keys.add(new KeyColumn(own.id(), key.order()));
            names.add(own.name());
        }
        List<ColumnId> included =
                index.included().stream().map(id -> own(id, model, draft).id()).toList();
        included.forEach(id -> names.add(draft.column(id).name()));
        String name = Names.made(draft.schema, draft.name, names, "idx", work, draft.names);
        var _ = new ConstraintMaker(draft, work).index(name, keys, included, index.unique());
    }

    private static CatalogColumn own(ColumnId id, Model model, Draft draft) {
        return draft.column(model.name(model.table.column(id).name()));
    }
}
