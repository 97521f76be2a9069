package dev.isochron.sql.bind;

import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.change.TableRules;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Binds UPDATE and DELETE; INSERT is [InsertBinder]'s.
final class ChangeBinder {

    private final Context context;
    private final Frame frame;
    private final Ctes around;

    ChangeBinder(Context context, Frame frame, Ctes around) {
        this.context = context;
        this.frame = frame;
        this.around = around;
    }

    QueryBinder.Result bind(Change change) {
        Ctes ctes = new QueryBinder(context, frame, around).with(change.with());
        return switch (change) {
            case Change.Insert insert -> new InsertBinder(context, frame, ctes).bind(insert);
            case Change.Update update -> update(update, ctes);
            case Change.Delete delete -> delete(delete, ctes);
        };
    }

    static CatalogTable table(Context context, FromItem.TableReference from) {
        Tables tables = context.tables();
        Optional<CatalogTable> found = FromBinder.stored(tables, from.name());
        if (found.isPresent()) {
            return found.get();
        }
        String schema = from.name().schema();
        String system = schema == null ? "pg_catalog" : schema;
        if (tables.virtual(system, from.name().text()).isPresent()) {
            throw SqlException.at(
                    from.position(),
                    SqlCode.INSUFFICIENT_PRIVILEGE,
                    "permission denied: \"" + from.name().text() + "\" is a system catalog");
        }
        throw FromBinder.missing(from.name());
    }

    /// The changed table and what is joined with it.
    private FromBinder.Item joined(
            CatalogTable table,
            FromItem.TableReference from,
            List<FromItem> others,
            Logical.RowLock lock,
            Ctes ctes) {
        FromBinder binder = new FromBinder(context, frame, ctes, List.of());
        FromBinder.Item own = binder.stored(table, from, lock);
        if (others.isEmpty()) {
            return own;
        }
        FromBinder.Item other = binder.bind(others);
        Logical rows = new Logical.Join(Logical.Kind.INNER, own.rows(), other.rows(), null);
        return new FromBinder.Item(rows, own.scope().and(other.scope(), own.rows().width()));
    }

    private QueryBinder.Result update(Change.Update update, Ctes ctes) {
        CatalogTable table = table(context, update.table());
        TableRules rules = context.tables().rules(table);
        FromBinder.Item plain =
                joined(table, update.table(), update.from(), locked(LockMode.whole()), ctes);
        Assignments assignments =
                new Assignments(
                        context,
                        table,
                        new ExpressionBinder(context, plain.scope(), ctes, Clause.SET));
        update.assignments().forEach(assignments::add);
        BitSet written = new BitSet();
        assignments.places().forEach(written::set);
        boolean moves = assignments.places().stream().anyMatch(rules.access()::isKeyPlace);
        LockMode mode =
                moves ? LockMode.whole() : LockMode.exclusive(rules.access().locked(written));
        FromBinder.Item item = joined(table, update.table(), update.from(), locked(mode), ctes);
        ExpressionBinder binder = new ExpressionBinder(context, item.scope(), ctes, Clause.WHERE);
        Logical rows = item.rows();
        if (update.where() != null) {
            rows = new Logical.Filter(rows, binder.condition(update.where()));
        }
        Returning returning =
                Returning.of(context, update.returning(), binder.in(Clause.RETURNING));
        BitSet needed = moves ? all(table) : rules.readFor(written);
        returning.values().forEach(value -> needed.or(Expressions.columnsOf(value)));
        List<Expression> values = kept(item, needed);
        values.addAll(assignments.values());
        Logical plan =
                new Logical.Update(
                        new Logical.Project(rows, values),
                        rules,
                        assignments.places(),
                        returning.values());
        return new QueryBinder.Result(plan, returning.columns());
    }

    private static Logical.RowLock locked(LockMode mode) {
        return new Logical.RowLock(mode, LockWait.WAIT);
    }

    private static BitSet all(CatalogTable table) {
        BitSet all = new BitSet();
        all.set(0, table.columns().size());
        return all;
    }

    /// All columns of some rows, null where nobody needs them.
    private static List<Expression> kept(FromBinder.Item item, BitSet needed) {
        List<Expression> values = new ArrayList<>();
        for (int i = 0; i < item.rows().width(); i++) {
            values.add(
                    needed.get(i)
                            ? new ColumnReference(i, SqlType.UNKNOWN, "c" + i)
                            : Constant.ofNull(SqlType.UNKNOWN));
        }
        return values;
    }

    private QueryBinder.Result delete(Change.Delete delete, Ctes ctes) {
        CatalogTable table = table(context, delete.table());
        TableRules rules = context.tables().rules(table);
        FromBinder.Item item =
                joined(table, delete.table(), delete.using(), locked(LockMode.whole()), ctes);
        ExpressionBinder binder = new ExpressionBinder(context, item.scope(), ctes, Clause.WHERE);
        Logical rows = item.rows();
        if (delete.where() != null) {
            rows = new Logical.Filter(rows, binder.condition(delete.where()));
        }
        Returning returning =
                Returning.of(context, delete.returning(), binder.in(Clause.RETURNING));
        BitSet needed = new BitSet();
        rules.access().keyPlaces().forEach(needed::set);
        rules.access().indexes().forEach(index -> needed.or(index.held()));
        rules.incoming().forEach(incoming -> incoming.places().forEach(needed::set));
        returning.values().forEach(value -> needed.or(Expressions.columnsOf(value)));
        Logical plan =
                new Logical.Delete(
                        new Logical.Project(rows, kept(item, needed)), rules, returning.values());
        return new QueryBinder.Result(plan, returning.columns());
    }

    /// The column that is written.
    static int place(CatalogTable table, Name name) {
        for (int i = 0; i < table.columns().size(); i++) {
            CatalogColumn column = table.columns().get(i);
            if (column.name().equals(name.text()) && !column.hidden()) {
                return i;
            }
        }
        throw SqlException.at(
                name.position(),
                SqlCode.UNDEFINED_COLUMN,
                "column \"%s\" of relation \"%s\" does not exist"
                        .formatted(name.text(), table.name()));
    }
}
