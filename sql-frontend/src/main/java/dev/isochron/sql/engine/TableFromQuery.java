package dev.isochron.sql.engine;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Column;
import dev.isochron.sql.syntax.Parser;
import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.TableElement;
import java.util.ArrayList;
import java.util.List;

/// CREATE TABLE … AS, as the two statements that it stands for.
final class TableFromQuery {

    private TableFromQuery() {}

    /// The statement that makes the table.
    ///
    /// @param columns of the query
    static Definition.CreateTable table(Definition.CreateTableAs from, List<Column> columns) {
        if (from.columns().size() > columns.size()) {
            throw SqlException.at(
                    from.columns().getFirst().position(),
                    SqlCode.SYNTAX_ERROR,
                    "too many column names were specified");
        }
        List<TableElement> elements = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Name name =
                    i < from.columns().size()
                            ? from.columns().get(i)
                            : new Name(column.name(), from.position());
            elements.add(
                    new TableElement.Column(
                            name, Parser.type(column.type().toString()), null, List.of()));
        }
        return new Definition.CreateTable(
                from.name(), false, from.persistence(), elements, null, List.of(), from.position());
    }

    /// The statement that fills it.
    static Change.Insert rows(Definition.CreateTableAs from) {
        return new Change.Insert(
                null,
                new FromItem.TableReference(from.name(), false, null, from.position()),
                List.of(),
                Change.Overriding.NONE,
                from.query(),
                null,
                List.of(),
                from.position());
    }

    /// What is said where the table is there already.
    static SqlError there(Definition.CreateTableAs from) {
        return SqlError.of(
                SqlCode.DUPLICATE_TABLE,
                "relation \"" + from.name() + "\" already exists, skipping");
    }
}
