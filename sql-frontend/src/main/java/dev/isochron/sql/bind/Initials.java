package dev.isochron.sql.bind;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// What columns get of which nothing is said.
final class Initials {

    private final Context context;
    private final CatalogTable table;

    Initials(Context context, CatalogTable table) {
        this.context = context;
        this.table = table;
    }

    /// The value of a column that is not given.
    Expression of(int place) {
        CatalogColumn column = table.columns().get(place);
        Expression value =
                switch (column.initial()) {
                    case Initial.Nothing _ -> Constant.ofNull(column.type());
                    case Initial.Text(String text) -> bound(text);
                    case Initial.Next(int sequence, _) ->
                            context.resolver()
                                    .function(
                                            "nextval",
                                            List.of(
                                                    new Constant(
                                                            Value.of(sequence), SqlType.REGCLASS)));
                };
        return context.resolver().assign(value, column.type(), column.name());
    }

    private Expression bound(String text) {
        Scope nothing = Scope.empty(new Frame(null));
        return RulesOf.kept(
                text, new ExpressionBinder(context, nothing, Ctes.NONE, Clause.DEFAULT)::bind);
    }
}
