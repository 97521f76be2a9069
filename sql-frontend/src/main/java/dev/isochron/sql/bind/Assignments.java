package dev.isochron.sql.bind;

import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Identity;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.SubqueryExpression;
import java.util.ArrayList;
import java.util.List;

/// What SET puts into columns.
final class Assignments {

    private final Context context;
    private final CatalogTable table;
    private final ExpressionBinder binder;
    private final List<Integer> places = new ArrayList<>();
    private final List<Expression> values = new ArrayList<>();

    Assignments(Context context, CatalogTable table, ExpressionBinder binder) {
        this.context = context;
        this.table = table;
        this.binder = binder;
    }

    List<Integer> places() {
        return places;
    }

    List<Expression> values() {
        return values;
    }

    void add(Change.Assignment assignment) {
        switch (assignment) {
            case Change.Assignment.One(Change.ColumnTarget column, var value) -> add(column, value);
            case Change.Assignment.Several several -> add(several);
        }
    }

    private void add(Change.Assignment.Several several) {
        if (several.source() instanceof dev.isochron.sql.tree.Expression.RowOf row) {
            if (row.fields().size() != several.columns().size()) {
                throw SqlException.at(
                        several.position(),
                        SqlCode.SYNTAX_ERROR,
                        "number of columns does not match number of values");
            }
            for (int i = 0; i < row.fields().size(); i++) {
                add(several.columns().get(i), row.fields().get(i));
            }
            return;
        }
        if (several.columns().size() == 1) {
            add(several.columns().getFirst(), several.source());
            return;
        }
        if (several.source() instanceof SubqueryExpression.Scalar(Query query, int position)) {
            fromQuery(several, query, position);
            return;
        }
        throw SqlException.unsupported(
                several.position(), "assigning several columns from such a source is");
    }

    private void fromQuery(Change.Assignment.Several several, Query query, int position) {
        List<Expression> columns = binder.columns(query);
        if (columns.size() != several.columns().size()) {
            throw SqlException.at(
                    position,
                    SqlCode.SYNTAX_ERROR,
                    "number of columns does not match number of values");
        }
        for (int i = 0; i < several.columns().size(); i++) {
            assign(several.columns().get(i), columns.get(i), position);
        }
    }

    private void assign(Change.ColumnTarget target, Expression value, int position) {
        int place = place(target);
        CatalogColumn column = table.columns().get(place);
        places.add(place);
        values.add(
                ExpressionBinder.at(
                        position,
                        () -> context.resolver().assign(value, column.type(), column.name())));
    }

    private void add(Change.ColumnTarget target, dev.isochron.sql.tree.Expression value) {
        int place = place(target);
        places.add(place);
        values.add(value(place, value));
    }

    private int place(Change.ColumnTarget target) {
        int place = ChangeBinder.place(table, target.column());
        if (!target.fields().isEmpty() || !target.brackets().isEmpty()) {
            throw SqlException.unsupported(target.position(), "assigning a part of a column is");
        }
        if (places.contains(place)) {
            throw SqlException.at(
                    target.position(),
                    SqlCode.SYNTAX_ERROR,
                    "multiple assignments to same column \"" + target.column().text() + "\"");
        }
        return place;
    }

    private Expression value(int place, dev.isochron.sql.tree.Expression from) {
        CatalogColumn column = table.columns().get(place);
        if (from instanceof dev.isochron.sql.tree.Expression.DefaultValue) {
            return new Initials(context, table).of(place);
        }
        if (column.identity() == Identity.ALWAYS) {
            throw SqlError.of(
                            SqlCode.GENERATED_ALWAYS,
                            "column \"" + column.name() + "\" can only be updated to DEFAULT")
                    .withPosition(from.position())
                    .withDetail(
                            "Column \""
                                    + column.name()
                                    + "\" is an identity column defined as GENERATED ALWAYS.")
                    .exception();
        }
        Expression bound = binder.bind(from);
        return ExpressionBinder.at(
                from.start(), () -> context.resolver().assign(bound, column.type(), column.name()));
    }
}
