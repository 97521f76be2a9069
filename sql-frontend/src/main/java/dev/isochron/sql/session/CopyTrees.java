package dev.isochron.sql.session;

import dev.isochron.sql.tree.Change.ColumnTarget;
import dev.isochron.sql.tree.Change.Insert;
import dev.isochron.sql.tree.Change.Overriding;
import dev.isochron.sql.tree.Copy;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.QueryBody;
import dev.isochron.sql.tree.QueryBody.SelectBlock;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The statements that a COPY stands for.
final class CopyTrees {

    private CopyTrees() {}

    /// `SELECT columns FROM table`.
    static Statement select(Copy.Source.Table table) {
        int at = table.position();
        List<Target> targets = new ArrayList<>();
        if (table.columns().isEmpty()) {
            targets.add(new Target(new Expression.Star(List.of(), at), null));
        }
        for (Name column : table.columns()) {
            targets.add(
                    new Target(
                            new Expression.ColumnReference(List.of(column), column.position()),
                            null));
        }
        return Query.of(
                new SelectBlock(
                        new QueryBody.Distinct.All(),
                        targets,
                        List.of(reference(table)),
                        null,
                        null,
                        QueryBody.GroupBy.NONE,
                        null,
                        List.of(),
                        at));
    }

    private static FromItem.TableReference reference(Copy.Source.Table table) {
        QualifiedName name = table.name();
        return new FromItem.TableReference(name, false, null, name.position());
    }

    /// `INSERT INTO table (columns) VALUES ($1, …)`: one row, which stands for many. Under a
    /// condition it is `SELECT * FROM (VALUES ($1, …)) table (columns) WHERE …`.
    static Statement insert(
            Copy.Source.Table table, List<String> columns, @Nullable Expression where) {
        int at = table.position();
        List<ColumnTarget> targets = new ArrayList<>();
        List<Expression> row = new ArrayList<>(columns.size());
        for (String column : columns) {
            targets.add(new ColumnTarget(new Name(column, at), List.of(), List.of()));
            row.add(new Expression.Parameter(targets.size(), at));
        }
        return new Insert(
                null,
                reference(table),
                targets,
                Overriding.SYSTEM_VALUE,
                where == null ? values(row, at) : kept(table, columns, values(row, at), where),
                null,
                List.of(),
                at);
    }

    private static Query values(List<Expression> row, int at) {
        return Query.of(new QueryBody.ValuesRows(List.of(row), at));
    }

    private static Query kept(
            Copy.Source.Table table, List<String> columns, Query values, Expression where) {
        int at = table.position();
        List<Name> names = columns.stream().map(column -> new Name(column, at)).toList();
        FromItem.Alias alias = new FromItem.Alias(table.name().parts().getLast(), names);
        return Query.of(
                new SelectBlock(
                        new QueryBody.Distinct.All(),
                        List.of(new Target(new Expression.Star(List.of(), at), null)),
                        List.of(new FromItem.DerivedTable(values, false, alias, at)),
                        null,
                        where,
                        QueryBody.GroupBy.NONE,
                        null,
                        List.of(),
                        at));
    }
}
