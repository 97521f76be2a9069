package dev.isochron.sql.bind;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.change.TableRules;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.resolve.Resolver;
import dev.isochron.sql.store.IndexAccess;
import dev.isochron.sql.store.Layout;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.syntax.Parser;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes the rules of tables out of the catalog.
public final class RulesOf {

    private RulesOf() {}

    /// The rules of a table.
    ///
    /// @param image in which it is
    public static TableRules table(CatalogTable table, CatalogImage image, Ground ground) {
        Tables tables = ground.tables();
        Context context = context(ground);
        TableAccess access = tables.access(table);
        List<Expression> initial = new ArrayList<>();
        Initials initials = new Initials(context, table);
        for (int i = 0; i < table.columns().size(); i++) {
            initial.add(initials.of(i));
        }
        List<TableRules.Outgoing> outgoing = new ArrayList<>();
        for (Constraint.Reference reference : table.references()) {
            image.table(reference.table())
                    .ifPresent(parent ->
                            outgoing.add(outgoing(table, reference, tables.access(parent))));
        }
        List<TableRules.Incoming> incoming = new ArrayList<>();
        for (CatalogImage.Referring referring : image.referringTo(table.oid())) {
            incoming.add(incoming(table, referring.reference(), tables.access(referring.table())));
        }
        return new TableRules(access, checks(table, context), initial, outgoing, incoming);
    }

    private static Context context(Ground ground) {
        return new Context(ground.tables(), ground.routines(), ground.env(), List.of());
    }

    private static List<TableRules.Check> checks(CatalogTable table, Context context) {
        List<TableRules.Check> checks = new ArrayList<>();
        for (Constraint.Check check : table.checks()) {
            checks.add(
                    new TableRules.Check(
                            check.name(),
                            kept(check.text(), from -> condition(table, from, context))));
        }
        return checks;
    }

    private static Expression condition(
            CatalogTable table, dev.isochron.sql.tree.Expression from, Context context) {
        Scope scope = Scope.of(new Frame(null), InsertBinder.relation(table, table.name()));
        return new ExpressionBinder(context, scope, Ctes.NONE, Clause.CHECK).condition(from);
    }

    /// The condition of a check, over a row of the table.
    public static Expression check(
            CatalogTable table, dev.isochron.sql.tree.Expression from, Ground ground) {
        return condition(table, from, context(ground));
    }

    /// The condition of a check that is kept, over a row of the table.
    public static Expression check(CatalogTable table, String text, Ground ground) {
        return kept(text, from -> condition(table, from, context(ground)));
    }

    /// Binds what the catalog keeps as a text. What refuses it stands nowhere in the statement that
    /// is being run.
    static Expression kept(
            String text, Function<dev.isochron.sql.tree.Expression, Expression> binding) {
        try {
            return binding.apply(Parser.expression(text));
        } catch (SqlException e) {
            throw new SqlException(e.error().withPosition(0));
        }
    }

    /// What a column gets of which nothing is said.
    public static Expression initial(CatalogTable table, int place, Ground ground) {
        return new Initials(context(ground), table).of(place);
    }

    /// The value that a column holds once its type is another, over a row of the table.
    ///
    /// @param using how it comes from the old one, or null
    public static Expression retyped(
            CatalogTable table,
            int place,
            SqlType type,
            dev.isochron.sql.tree.@Nullable Expression using,
            Ground ground) {
        Context context = context(ground);
        Scope scope = Scope.of(new Frame(null), InsertBinder.relation(table, table.name()));
        CatalogColumn column = table.columns().get(place);
        Expression value =
                using == null
                        ? new ColumnReference(place, column.type(), column.name())
                        : new ExpressionBinder(context, scope, Ctes.NONE, Clause.CHECK).bind(using);
        int position = using == null ? 0 : using.start();
        return ExpressionBinder.at(
                position,
                () -> {
                    if (using == null && !Resolver.isAssignable(column.type(), type)) {
                        throw SqlError.of(
                                        SqlCode.DATATYPE_MISMATCH,
                                        "column \"%s\" cannot be cast automatically to type %s"
                                                .formatted(column.name(), type.displayName()))
                                .withHint(
                                        "You might need to specify \"USING %s::%s\"."
                                                .formatted(column.name(), type))
                                .exception();
                    }
                    return context.resolver()
                            .assignable(value, type)
                            .orElseThrow(() -> notByItself(column, type));
                });
    }

    private static SqlException notByItself(CatalogColumn column, SqlType type) {
        return SqlError.of(
                        SqlCode.DATATYPE_MISMATCH,
                        ("result of USING clause for column \"%s\" cannot be cast automatically to"
                                        + " type %s")
                                .formatted(column.name(), type.displayName()))
                .withHint("You might need to add an explicit cast.")
                .exception();
    }

    /// The default of a column, as the column holds it.
    public static Expression assigned(
            dev.isochron.sql.tree.Expression value, SqlType type, String column, Ground ground) {
        Context context = context(ground);
        Scope nothing = Scope.empty(new Frame(null));
        Expression bound =
                new ExpressionBinder(context, nothing, Ctes.NONE, Clause.DEFAULT).bind(value);
        return ExpressionBinder.at(
                value.start(),
                () ->
                        context.resolver()
                                .assignable(bound, type)
                                .orElseThrow(() -> notDefault(bound.type(), type, column)));
    }

    private static SqlException notDefault(SqlType from, SqlType type, String column) {
        return SqlError.of(
                        SqlCode.DATATYPE_MISMATCH,
                        "column \"%s\" is of type %s but default expression is of type %s"
                                .formatted(column, type.displayName(), from.displayName()))
                .withHint("You will need to rewrite or cast the expression.")
                .exception();
    }

    private static TableRules.Outgoing outgoing(
            CatalogTable table, Constraint.Reference reference, TableAccess parent) {
        CatalogTable other = parent.table();
        List<ColumnId> referenced = reference.referenced();
        Layout layout = unique(parent, referenced);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < referenced.size(); i++) {
            int wanted = layout.keyPlaces().get(i);
            int at = referenced.indexOf(other.columns().get(wanted).id());
            places.add(table.placeOf(reference.columns().get(at)));
        }
        return new TableRules.Outgoing(reference, places, parent, layout);
    }

    /// The key or unique index on just these columns, in whatever order.
    private static Layout unique(TableAccess parent, List<ColumnId> referenced) {
        List<Integer> wanted = referenced.stream().map(parent.table()::placeOf).toList();
        if (parent.keyPlaces().size() == wanted.size() && wanted.containsAll(parent.keyPlaces())) {
            return parent;
        }
        for (IndexAccess index : parent.indexes()) {
            if (index.isUnique()
                    && index.declaredPlaces().size() == wanted.size()
                    && wanted.containsAll(index.declaredPlaces())) {
                return index;
            }
        }
        throw new IllegalStateException(
                "nothing keeps the columns apart that " + parent.name() + " is referred to by");
    }

    private static TableRules.Incoming incoming(
            CatalogTable table, Constraint.Reference reference, TableAccess child) {
        List<Integer> places = reference.referenced().stream().map(table::placeOf).toList();
        List<Integer> own = reference.columns().stream().map(child.table()::placeOf).toList();
        Layout best = child;
        int known = known(child, own);
        for (IndexAccess index : child.indexes()) {
            int more = index.isPublic() ? known(index, own) : 0;
            if (more > known) {
                best = index;
                known = more;
            }
        }
        return new TableRules.Incoming(reference, child, best, known, places, own);
    }

    /// How many of a layout's first columns are among these.
    private static int known(Layout layout, List<Integer> places) {
        int known = 0;
        for (int place : layout.keyPlaces()) {
            if (!places.contains(place)) {
                break;
            }
            known++;
        }
        return known;
    }
}
