package dev.isochron.sql.bind;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.change.TableRules;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
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
            checks.add(new TableRules.Check(check.name(), condition(table, check.text(), context)));
        }
        return checks;
    }

    private static Expression condition(CatalogTable table, String text, Context context) {
        Scope scope = Scope.of(new Frame(null), InsertBinder.relation(table, table.name()));
        return new ExpressionBinder(context, scope, Ctes.NONE, Clause.CHECK)
                .condition(Parser.expression(text));
    }

    /// The condition of a check, over a row of the table.
    public static Expression check(CatalogTable table, String text, Ground ground) {
        return condition(table, text, context(ground));
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
        int position = using == null ? 0 : using.position();
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
                    return context.resolver().assign(value, type, column.name());
                });
    }

    /// A value as a column holds it, such as the default of a column that is added.
    public static Expression assigned(
            dev.isochron.sql.tree.Expression value, SqlType type, String column, Ground ground) {
        Context context = context(ground);
        Scope nothing = Scope.empty(new Frame(null));
        Expression bound =
                new ExpressionBinder(context, nothing, Ctes.NONE, Clause.DEFAULT).bind(value);
        return ExpressionBinder.at(
                value.position(), () -> context.resolver().assign(bound, type, column));
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
