package dev.isochron.sql.bind;

import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.expression.SetCall;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.run.VirtualTable;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.QueryBody;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Binds what stands in FROM: rows, and the names of their columns.
final class FromBinder {

    private static final String SYSTEM = QualifiedName.SYSTEM_SCHEMA;

    private final Context context;
    private final Frame frame;
    private final Ctes ctes;
    private final List<Query.Locking> locking;

    /// Whether an outer join may put nulls in the place of these rows.
    private final boolean nullable;

    FromBinder(Context context, Frame frame, Ctes ctes, List<Query.Locking> locking) {
        this(context, frame, ctes, locking, false);
    }

    private FromBinder(
            Context context,
            Frame frame,
            Ctes ctes,
            List<Query.Locking> locking,
            boolean nullable) {
        this.context = context;
        this.frame = frame;
        this.ctes = ctes;
        this.locking = locking;
        this.nullable = nullable;
    }

    private FromBinder within(Frame inner) {
        return new FromBinder(context, inner, ctes, locking, nullable);
    }

    private FromBinder nullable(boolean also) {
        return new FromBinder(context, frame, ctes, locking, nullable || also);
    }

    /// Rows, and what their columns are called.
    ///
    /// @param taken what the rows take from those of the items to their left; empty: they stand
    ///   alone
    record Item(Logical rows, Scope scope, List<Expression> taken) {
        Item {
            taken = List.copyOf(taken);
        }

        Item(Logical rows, Scope scope) {
            this(rows, scope, List.of());
        }
    }

    /// All items, every row of one beside every row of the others.
    Item bind(List<FromItem> items) {
        Item all = null;
        for (FromItem item : items) {
            all = all == null ? bind(item) : crossed(all, beside(all, item));
        }
        return all == null ? new Item(Logical.Listed.ONE, Scope.empty(frame)) : all;
    }

    private Item crossed(Item left, Item right) {
        for (Relation relation : right.scope.relations()) {
            requireNew(left.scope, relation, 0);
        }
        return new Item(
                joined(context, left, right, Logical.Kind.INNER, null),
                left.scope.and(right.scope, left.rows.width()));
    }

    /// The rows of two items, paired.
    static Logical joined(
            Context context,
            Item left,
            Item right,
            Logical.Kind kind,
            @Nullable Expression condition) {
        if (right.taken.isEmpty()) {
            return new Logical.Join(kind, left.rows, right.rows, condition);
        }
        return new Logical.Apply(
                left.rows,
                context.subplan(right.rows),
                right.rows.width(),
                right.taken,
                kind == Logical.Kind.LEFT,
                condition);
    }

    /// An item that may take something from those to its left.
    private Item beside(Item left, FromItem item) {
        if (!Asides.mayLook(item)) {
            return bind(item);
        }
        Frame aside = new Frame(left.scope);
        Item bound = within(aside).bind(item);
        List<Expression> taken = aside.captured();
        boolean looks =
                taken.stream()
                        .anyMatch(one ->
                                Expressions.contains(one, ColumnReference.class::isInstance));
        // What comes from around the query needs no row of the left.
        return looks
                ? new Item(bound.rows, bound.scope, taken)
                : new Item(Asides.without(bound.rows, taken), bound.scope);
    }

    /// An item that may take nothing from those to its left: rows without a partner there have to
    /// be given, too.
    private Item blind(Item left, FromItem item) {
        try {
            return bind(item);
        } catch (SqlException e) {
            throw Asides.mayLook(item) ? Asides.unseen(e, left.scope) : e;
        }
    }

    private static void requireNew(Scope scope, Relation relation, int position) {
        boolean isTaken =
                !relation.name().isEmpty()
                        && scope.relations().stream()
                                .anyMatch(other ->
                                        other.name().equals(relation.name())
                                                && (other.schema() == null
                                                        || relation.schema() == null
                                                        || other.schema()
                                                                .equals(relation.schema())));
        if (isTaken) {
            throw SqlException.at(
                    position,
                    SqlCode.DUPLICATE_ALIAS,
                    "table name \"" + relation.name() + "\" specified more than once");
        }
    }

    Item bind(FromItem item) {
        return switch (item) {
            case FromItem.TableReference table -> table(table);
            case FromItem.DerivedTable derived -> derived(derived);
            case FromItem.FunctionTable function -> function(function);
            case FromItem.Join join -> join(join);
        };
    }

    private Item table(FromItem.TableReference table) {
        QualifiedName name = table.name();
        if (name.parts().size() == 1) {
            Ctes.Cte cte = ctes.find(name.text());
            if (cte != null) {
                return common(cte, table);
            }
        }
        Optional<CatalogTable> stored = stored(context.tables(), name);
        if (stored.isPresent()) {
            return stored(stored.get(), table, lock(table));
        }
        VirtualTable virtual = virtual(name).orElseThrow(() -> missing(name));
        List<OutColumn> columns = new ArrayList<>();
        int attribute = 1;
        for (OutputColumn column : virtual.columns()) {
            columns.add(new OutColumn(column.name(), column.type(), virtual.oid(), attribute++));
        }
        Relation named = Relation.of(name.text(), columns).within(virtual.schema());
        Relation relation = aliased(named, table.alias());
        return new Item(new Logical.Virtual(virtual), Scope.of(frame, relation));
    }

    private Item common(Ctes.Cte cte, FromItem.TableReference table) {
        if (cte.isOpen()) {
            throw SqlException.unsupported(table.position(), "recursive queries are");
        }
        requireUnlocked(table);
        Relation relation = aliased(Relation.of(cte.name(), cte.columns()), table.alias());
        Logical rows = new Logical.Shared(cte.id(), cte.columns().size(), cte.name());
        return new Item(rows, Scope.of(frame, relation));
    }

    /// Rows of a common table are no rows of a table; who names it means them.
    private void requireUnlocked(FromItem.TableReference table) {
        FromItem.Alias alias = table.alias();
        String called = alias == null ? table.name().text() : alias.name().text();
        for (Query.Locking one : locking) {
            if (!one.of().isEmpty() && isMeant(one, called)) {
                throw SqlException.at(
                        one.of().getFirst().position(),
                        SqlCode.FEATURE_NOT_SUPPORTED,
                        one.strength().words() + " cannot be applied to a WITH query");
            }
        }
    }

    /// A table by its name, in the schema that is named or along the path.
    static Optional<CatalogTable> stored(Tables tables, QualifiedName name) {
        String schema = name.schema();
        if (schema != null) {
            return tables.stored(schema, name.text());
        }
        for (String each : tables.path()) {
            Optional<CatalogTable> found = tables.stored(each, name.text());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<VirtualTable> virtual(QualifiedName name) {
        String schema = name.schema();
        if (schema != null) {
            return context.tables().virtual(schema, name.text());
        }
        Optional<VirtualTable> system = context.tables().virtual(SYSTEM, name.text());
        if (system.isPresent()) {
            return system;
        }
        return context.tables().path().stream()
                .flatMap(each -> context.tables().virtual(each, name.text()).stream())
                .findFirst();
    }

    static SqlException missing(QualifiedName name) {
        return SqlException.at(
                name.position(),
                SqlCode.UNDEFINED_TABLE,
                "relation \"" + name + "\" does not exist");
    }

    /// The rows of a stored table.
    Item stored(CatalogTable table, FromItem.TableReference from, Logical.@Nullable RowLock lock) {
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
        Relation relation =
                aliased(new Relation(table.name(), table.schema(), null, fields), from.alias());
        Logical rows = new Logical.Scan(context.tables().access(table), lock, relation.name());
        return new Item(rows, Scope.of(frame, relation));
    }

    private static Relation aliased(Relation relation, FromItem.@Nullable Alias alias) {
        if (alias == null) {
            return relation;
        }
        List<String> columns = alias.columns().stream().map(Name::text).toList();
        if (columns.size() > relation.fields().size()) {
            throw SqlException.at(
                    alias.name().position(),
                    SqlCode.INVALID_COLUMN_REFERENCE,
                    "table \"%s\" has %d columns available but %d columns specified"
                            .formatted(
                                    alias.name().text(), relation.fields().size(), columns.size()));
        }
        return relation.renamed(alias.name().text(), columns);
    }

    private Logical.@Nullable RowLock lock(FromItem.TableReference table) {
        FromItem.Alias alias = table.alias();
        String called = alias == null ? table.name().text() : alias.name().text();
        Logical.RowLock lock = null;
        for (Query.Locking one : locking) {
            if (isMeant(one, called)) {
                requireNotNullable(one);
                LockWait patience =
                        switch (one.waiting()) {
                            case WAIT -> LockWait.WAIT;
                            case NOWAIT -> LockWait.NO_WAIT;
                            case SKIP_LOCKED -> LockWait.SKIP;
                        };
                lock = new Logical.RowLock(mode(one.strength()), patience);
            }
        }
        return lock;
    }

    private static LockMode mode(Query.Strength strength) {
        return switch (strength) {
            case KEY_SHARE -> LockMode.shared(ColumnSet.EXISTENCE);
            case SHARE -> LockMode.shared(ColumnSet.ALL);
            case NO_KEY_UPDATE ->
                    LockMode.exclusive(
                            new ColumnSet(ColumnSet.ALL.bits() & ~ColumnSet.EXISTENCE.bits()));
            case UPDATE -> LockMode.whole();
        };
    }

    private Item derived(FromItem.DerivedTable derived) {
        FromItem.Alias alias = derived.alias();
        if (alias == null) {
            throw SqlError.of(SqlCode.SYNTAX_ERROR, "subquery in FROM must have an alias")
                    .withPosition(derived.position())
                    .withHint("For example, FROM (SELECT ...) [AS] foo.")
                    .exception();
        }
        QueryBinder.Result result =
                new QueryBinder(context, frame, ctes).bind(locked(derived), false);
        Relation relation = aliased(Relation.of(alias.name().text(), result.columns()), alias);
        return new Item(result.plan(), Scope.of(frame, relation));
    }

    /// Who locks a query locks the rows that it comes from.
    private Query locked(FromItem.DerivedTable derived) {
        FromItem.Alias alias = derived.alias();
        Query query = derived.query();
        List<Query.Locking> all = new ArrayList<>(query.locking());
        for (Query.Locking one : locking) {
            boolean isMeant = alias != null && isMeant(one, alias.name().text());
            if (isMeant && !(query.body() instanceof QueryBody.ValuesRows)) {
                requireNotNullable(one);
                all.add(
                        new Query.Locking(
                                one.strength(), List.of(), one.waiting(), one.position()));
            }
        }
        return query.withLocking(all);
    }

    private static boolean isMeant(Query.Locking locking, String name) {
        return locking.of().isEmpty()
                || locking.of().stream().anyMatch(one -> one.text().equals(name));
    }

    private void requireNotNullable(Query.Locking locking) {
        if (nullable) {
            throw SqlException.at(
                    locking.position(),
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    locking.strength().words()
                            + " cannot be applied to the nullable side of an outer join");
        }
    }

    private Item function(FromItem.FunctionTable function) {
        if (function.ordinality() && !function.definitions().isEmpty()) {
            throw SqlException.at(
                    function.position(),
                    SqlCode.SYNTAX_ERROR,
                    "WITH ORDINALITY cannot be used with a column definition list");
        }
        ExpressionBinder binder =
                new ExpressionBinder(context, Scope.empty(frame), ctes, Clause.FROM);
        FromItem.Alias alias = function.alias();
        List<Expression> calls = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        List<OutColumn> columns = new ArrayList<>();
        List<dev.isochron.sql.tree.Expression> spread = Asides.spread(function.calls());
        boolean isAlone = spread.size() == 1;
        for (dev.isochron.sql.tree.Expression call : spread) {
            Expression bound =
                    Records.of(
                            context.resolver().known(binder.bind(call)),
                            function.definitions(),
                            function.position());
            String name = TargetNames.of(call);
            if (bound instanceof SetCall set && !set.routine().columns().isEmpty()) {
                set.routine()
                        .columns()
                        .forEach(column -> columns.add(OutColumn.of(column.name(), column.type())));
                widths.add(set.routine().columns().size());
            } else {
                String called = alias != null && isAlone ? alias.name().text() : name;
                columns.add(OutColumn.of(givesValue(name) ? "value" : called, bound.type()));
                widths.add(1);
            }
            calls.add(bound);
        }
        if (function.ordinality()) {
            columns.add(OutColumn.of("ordinality", SqlType.INT8));
        }
        String name = TargetNames.of(function.calls().getFirst());
        Relation named = aliased(Relation.of(name, columns), alias);
        boolean isValue =
                isAlone
                        && !function.ordinality()
                        && !(calls.getFirst() instanceof SetCall set
                                && !set.routine().columns().isEmpty());
        Relation relation = isValue ? named.ofValues() : named;
        Logical rows = new Logical.Functions(calls, widths, function.ordinality());
        return new Item(rows, Scope.of(frame, relation));
    }

    /// Functions that name their only column themselves.
    private static boolean givesValue(String name) {
        return name.startsWith("json") && name.contains("_array_elements");
    }

    private Item join(FromItem.Join join) {
        Logical.Kind kind =
                switch (join.kind()) {
                    case CROSS, INNER -> Logical.Kind.INNER;
                    case LEFT -> Logical.Kind.LEFT;
                    case RIGHT -> Logical.Kind.RIGHT;
                    case FULL -> Logical.Kind.FULL;
                };
        boolean givesAll = kind == Logical.Kind.FULL;
        Item left = nullable(givesAll || kind == Logical.Kind.RIGHT).bind(join.left());
        FromBinder other = nullable(givesAll || kind == Logical.Kind.LEFT);
        boolean mayLook = kind == Logical.Kind.INNER || kind == Logical.Kind.LEFT;
        Item right = mayLook ? other.beside(left, join.right()) : other.blind(left, join.right());
        int width = left.rows.width();
        right.scope.relations().forEach(one -> requireNew(left.scope, one, join.position()));
        Scope both =
                (givesAll || kind == Logical.Kind.RIGHT ? left.scope.orNull() : left.scope)
                        .and(
                                givesAll || kind == Logical.Kind.LEFT
                                        ? right.scope.orNull()
                                        : right.scope,
                                width);
        Item joined =
                switch (join.condition()) {
                    case FromItem.JoinCondition.None _ ->
                            new Item(joined(context, left, right, kind, null), both);
                    case FromItem.JoinCondition.On(var condition) -> {
                        ExpressionBinder binder =
                                new ExpressionBinder(context, both, ctes, Clause.JOIN);
                        Expression bound = binder.condition(condition);
                        yield new Item(joined(context, left, right, kind, bound), both);
                    }
                    case FromItem.JoinCondition.Using(var columns, _) ->
                            new Merging(context, left, right, kind, join.position())
                                    .using(columns.stream().map(Name::text).toList());
                    case FromItem.JoinCondition.Natural _ ->
                            new Merging(context, left, right, kind, join.position()).natural();
                };
        FromItem.Alias alias = join.alias();
        if (alias == null) {
            return joined;
        }
        Relation relation = aliased(new Relation("", null, null, joined.scope.open()), alias);
        return new Item(joined.rows, Scope.of(frame, relation));
    }
}
