package dev.isochron.sql.bind;

import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Identity;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.change.Conflict;
import dev.isochron.sql.change.TableRules;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.store.IndexAccess;
import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.IndexElement;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.QueryBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Binds INSERT.
final class InsertBinder {

    private final Context context;
    private final Frame frame;
    private final Ctes ctes;

    InsertBinder(Context context, Frame frame, Ctes ctes) {
        this.context = context;
        this.frame = frame;
        this.ctes = ctes;
    }

    QueryBinder.Result bind(Change.Insert insert) {
        CatalogTable table = ChangeBinder.table(context, insert.table());
        TableRules rules = context.tables().rules(table);
        List<Integer> places = places(insert, table);
        Logical rows = rows(insert, table, places);
        String name =
                insert.table().alias() == null
                        ? table.name()
                        : insert.table().alias().name().text();
        Relation relation = relation(table, name);
        ExpressionBinder binder =
                new ExpressionBinder(context, Scope.of(frame, relation), ctes, Clause.RETURNING);
        Returning returning = Returning.of(context, insert.returning(), binder);
        Change.OnConflict onConflict = insert.onConflict();
        Conflict conflict = onConflict == null ? null : conflict(onConflict, rules, relation);
        Logical plan =
                new Logical.Insert(
                        rows, rules, readsFrom(rows, table), conflict, returning.values());
        return new QueryBinder.Result(plan, returning.columns());
    }

    static Relation relation(CatalogTable table, String name) {
        List<Relation.Field> fields = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            CatalogColumn column = table.columns().get(i);
            if (!column.hidden()) {
                fields.add(
                        new Relation.Field(
                                new ColumnReference(i, column.type(), column.name()),
                                new OutColumn(
                                        column.name(),
                                        column.type(),
                                        table.oid(),
                                        column.id().value())));
            }
        }
        Relation relation = new Relation(table.name(), table.schema(), null, fields);
        return name.equals(table.name()) ? relation : relation.renamed(name, List.of());
    }

    private static boolean readsFrom(Logical rows, CatalogTable table) {
        if (rows instanceof Logical.Scan scan) {
            return scan.table().table().oid() == table.oid();
        }
        return rows instanceof Logical.Shared
                || rows.inputs().stream().anyMatch(input -> readsFrom(input, table));
    }

    /// The columns that are given, in the order in which they are.
    private static List<Integer> places(Change.Insert insert, CatalogTable table) {
        List<Integer> places = new ArrayList<>();
        for (Change.ColumnTarget target : insert.columns()) {
            int place = ChangeBinder.place(table, target.column());
            if (places.contains(place)) {
                throw SqlException.at(
                        target.position(),
                        SqlCode.DUPLICATE_COLUMN,
                        "column \"" + target.column().text() + "\" specified more than once");
            }
            places.add(place);
        }
        if (insert.columns().isEmpty()) {
            for (int i = 0; i < table.columns().size(); i++) {
                if (!table.columns().get(i).hidden()) {
                    places.add(i);
                }
            }
        }
        return places;
    }

    private Logical rows(Change.Insert insert, CatalogTable table, List<Integer> places) {
        Query source = insert.source();
        if (source == null) {
            return new Logical.Project(Logical.Listed.ONE, complete(table, List.of(), List.of()));
        }
        if (source.isPlain() && source.body() instanceof QueryBody.ValuesRows values) {
            return listed(insert, values, table, places);
        }
        QueryBinder.Result result = new QueryBinder(context, frame, ctes).bind(source, true);
        int given = result.columns().size();
        requireCount(insert, given, places, source.position());
        List<Expression> assigned = new ArrayList<>();
        for (int i = 0; i < given; i++) {
            OutColumn column = result.columns().get(i);
            CatalogColumn target = table.columns().get(places.get(i));
            Expression value = new ColumnReference(i, column.type(), column.name());
            requireNotAlways(insert, target, source.position());
            assigned.add(
                    ExpressionBinder.at(
                            source.position(),
                            () -> context.resolver().assign(value, target.type(), target.name())));
        }
        return new Logical.Project(
                result.plan(), complete(table, places.subList(0, given), assigned));
    }

    private static void requireCount(
            Change.Insert insert, int given, List<Integer> places, int position) {
        if (given > places.size()) {
            throw SqlException.at(
                    position,
                    SqlCode.SYNTAX_ERROR,
                    "INSERT has more expressions than target columns");
        }
        if (given < places.size() && !insert.columns().isEmpty()) {
            throw SqlException.at(
                    insert.columns().get(given).position(),
                    SqlCode.SYNTAX_ERROR,
                    "INSERT has more target columns than expressions");
        }
    }

    private static void requireNotAlways(Change.Insert insert, CatalogColumn column, int position) {
        if (column.identity() == Identity.ALWAYS
                && insert.overriding() != Change.Overriding.SYSTEM_VALUE) {
            throw SqlError.of(
                            SqlCode.GENERATED_ALWAYS,
                            "cannot insert a non-DEFAULT value into column \""
                                    + column.name()
                                    + "\"")
                    .withPosition(position)
                    .withDetail(
                            "Column \""
                                    + column.name()
                                    + "\" is an identity column defined as GENERATED ALWAYS.")
                    .withHint("Use OVERRIDING SYSTEM VALUE to override.")
                    .exception();
        }
    }

    /// VALUES of which each value is given the type of its column at once.
    private Logical listed(
            Change.Insert insert,
            QueryBody.ValuesRows values,
            CatalogTable table,
            List<Integer> places) {
        ExpressionBinder binder =
                new ExpressionBinder(context, Scope.empty(frame), ctes, Clause.VALUES);
        List<List<Expression>> rows = new ArrayList<>();
        int width = values.rows().getFirst().size();
        for (List<dev.isochron.sql.tree.Expression> row : values.rows()) {
            if (row.size() != width) {
                throw SqlException.at(
                        row.getFirst().position(),
                        SqlCode.SYNTAX_ERROR,
                        "VALUES lists must all be the same length");
            }
            requireCount(
                    insert,
                    row.size(),
                    places,
                    row.get(Math.min(width - 1, places.size())).position());
            List<Expression> assigned = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                assigned.add(value(insert, row.get(i), table, places.get(i), binder));
            }
            rows.add(complete(table, places.subList(0, row.size()), assigned));
        }
        return new Logical.Listed(rows, table.columns().size());
    }

    private Expression value(
            Change.Insert insert,
            dev.isochron.sql.tree.Expression from,
            CatalogTable table,
            int place,
            ExpressionBinder binder) {
        CatalogColumn column = table.columns().get(place);
        boolean isDefault =
                from instanceof dev.isochron.sql.tree.Expression.DefaultValue
                        || (insert.overriding() == Change.Overriding.USER_VALUE
                                && column.identity() != Identity.NONE);
        if (isDefault) {
            return new Initials(context, table).of(place);
        }
        requireNotAlways(insert, column, from.position());
        Expression bound = binder.bind(from);
        return ExpressionBinder.at(
                from.start(), () -> context.resolver().assign(bound, column.type(), column.name()));
    }

    /// A whole row: what is given, and what columns get of which nothing is said.
    private List<Expression> complete(
            CatalogTable table, List<Integer> places, List<Expression> given) {
        List<Expression> row = new ArrayList<>();
        Initials initials = new Initials(context, table);
        for (int i = 0; i < table.columns().size(); i++) {
            int at = places.indexOf(i);
            row.add(at < 0 ? initials.of(i) : given.get(at));
        }
        return row;
    }

    private Conflict conflict(Change.OnConflict from, TableRules rules, Relation relation) {
        Change.ConflictTarget target = from.target();
        boolean byKey = target == null && rules.table().primary().isPresent();
        List<IndexAccess> indexes = new ArrayList<>();
        if (target == null) {
            rules.access().indexes().stream().filter(IndexAccess::isUnique).forEach(indexes::add);
        } else {
            byKey = arbiter(target, rules, indexes, from.position());
        }
        return switch (from.action()) {
            case Change.ConflictAction.Nothing _ -> new Conflict(byKey, indexes, null);
            case Change.ConflictAction.Update update -> {
                if (target == null) {
                    throw SqlError.of(
                                    SqlCode.SYNTAX_ERROR,
                                    "ON CONFLICT DO UPDATE requires inference specification or"
                                            + " constraint name")
                            .withPosition(from.position())
                            .withHint("For example, ON CONFLICT (column_name).")
                            .exception();
                }
                yield new Conflict(byKey, indexes, doUpdate(update, rules, relation));
            }
        };
    }

    private Conflict.Update doUpdate(
            Change.ConflictAction.Update update, TableRules rules, Relation relation) {
        Scope both =
                Scope.of(frame, relation)
                        .and(
                                new Scope(
                                        frame,
                                        List.of(relation.renamed("excluded", List.of())),
                                        List.of()),
                                rules.access().width());
        ExpressionBinder binder = new ExpressionBinder(context, both, ctes, Clause.SET);
        Assignments assignments = new Assignments(context, rules.table(), binder);
        update.assignments().forEach(assignments::add);
        Expression condition =
                update.where() == null ? null : binder.in(Clause.WHERE).condition(update.where());
        return new Conflict.Update(assignments.places(), assignments.values(), condition);
    }

    /// Finds what keeps the values apart that are named.
    ///
    /// @return whether it is the table's key; else the index is added
    private static boolean arbiter(
            Change.ConflictTarget target,
            TableRules rules,
            List<IndexAccess> indexes,
            int position) {
        CatalogTable table = rules.table();
        switch (target) {
            case Change.ConflictTarget.Constraint(Name name) -> {
                if (table.primary().filter(key -> key.name().equals(name.text())).isPresent()) {
                    return true;
                }
                for (IndexAccess index : rules.access().indexes()) {
                    if (index.isUnique() && index.isPublic() && index.name().equals(name.text())) {
                        indexes.add(index);
                        return false;
                    }
                }
                throw SqlException.at(
                        name.position(),
                        SqlCode.UNDEFINED_OBJECT,
                        "constraint \"%s\" for table \"%s\" does not exist"
                                .formatted(name.text(), table.name()));
            }
            case Change.ConflictTarget.Columns(List<IndexElement> elements, var where) -> {
                if (where != null) {
                    throw SqlException.unsupported(where.position(), "partial indexes are");
                }
                List<Integer> places = new ArrayList<>();
                for (IndexElement element : elements) {
                    Name column = element.column();
                    if (column == null) {
                        throw SqlException.unsupported(
                                element.position(), "indexes on expressions are");
                    }
                    places.add(ChangeBinder.place(table, column));
                }
                return byColumns(places, rules, indexes, position);
            }
        }
    }

    private static boolean byColumns(
            List<Integer> places, TableRules rules, List<IndexAccess> indexes, int position) {
        CatalogTable table = rules.table();
        Optional<Constraint.Primary> key = table.primary();
        if (key.isPresent()
                && isSame(key.get().columns().stream().map(table::placeOf).toList(), places)) {
            return true;
        }
        for (IndexAccess index : rules.access().indexes()) {
            if (index.isUnique() && index.isPublic() && isSame(index.declaredPlaces(), places)) {
                indexes.add(index);
                return false;
            }
        }
        throw SqlException.at(
                position,
                SqlCode.INVALID_COLUMN_REFERENCE,
                "there is no unique or exclusion constraint matching the ON CONFLICT"
                        + " specification");
    }

    private static boolean isSame(List<Integer> a, List<Integer> b) {
        return a.size() == b.size() && a.containsAll(b);
    }
}
