package dev.isochron.sql.define;

import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/// COMMENT ON, for tables and columns; others are accepted and forgotten.
final class Comments {

    private final Work work;

    Comments(Work work) {
        this.work = work;
    }

    void comment(Definition.Comment from) {
        switch (from.kind()) {
            case TABLE -> {
                CatalogTable table = Names.table(from.name(), work);
                work.changes().put(table.withComment(from.text()));
            }
            case COLUMN -> column(from);
            case INDEX, SEQUENCE, VIEW, SCHEMA, DATABASE, ROLE, CONSTRAINT, TYPE, EXTENSION -> {}
        }
    }

    private void column(Definition.Comment from) {
        List<dev.isochron.sql.tree.Name> parts = from.name().parts();
        CatalogTable table =
                Names.table(new QualifiedName(parts.subList(0, parts.size() - 1)), work);
        String name = from.name().text();
        if (table.column(name).isEmpty()) {
            throw SqlException.of(
                    SqlCode.UNDEFINED_COLUMN,
                    "column \"%s\" of relation \"%s\" does not exist"
                            .formatted(name, table.name()));
        }
        List<CatalogColumn> columns = new ArrayList<>();
        for (CatalogColumn column : table.columns()) {
            boolean isMeant = column.name().equals(name) && !column.hidden();
            columns.add(isMeant ? column.withComment(from.text()) : column);
        }
        work.changes().put(table.with(table.stored(), columns));
    }
}
