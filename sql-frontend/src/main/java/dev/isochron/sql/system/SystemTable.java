package dev.isochron.sql.system;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.RowCounts;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.run.VirtualTable;
import java.util.ArrayList;
import java.util.List;

/// A table of the system, and how its rows are made.
///
/// @param oid as PostgreSQL has it, or a number that it gives to nobody
record SystemTable(String schema, String name, int oid, Shape shape, Maker maker) {

    /// Makes the rows.
    interface Maker {
        void make(Making making);
    }

    /// What rows are made of, and where they are put.
    record Making(CatalogImage image, Env env, Shape shape, List<Value[]> rows) {
        /// What is known of the rows of tables.
        RowCounts counts() {
            return env.port(RowCounts.class);
        }

        /// A new row.
        Line line() {
            Line line = new Line(shape);
            rows.add(line.values());
            return line;
        }
    }

    static SystemTable of(String name, int oid, String columns, Maker maker) {
        return new SystemTable("pg_catalog", name, oid, Shape.of(columns), maker);
    }

    /// A table of which there are never any rows.
    static SystemTable empty(String name, int oid, String columns) {
        return of(name, oid, columns, _ -> {});
    }

    /// As an image of the catalog has it.
    VirtualTable in(CatalogImage image) {
        return new InImage(this, image);
    }

    private record InImage(SystemTable table, CatalogImage image) implements VirtualTable {
        @Override
        public String schema() {
            return table.schema();
        }

        @Override
        public String name() {
            return table.name();
        }

        @Override
        public int oid() {
            return table.oid();
        }

        @Override
        public List<OutputColumn> columns() {
            return table.shape().columns();
        }

        @Override
        public RowSource rows(Env env) {
            List<Value[]> rows = new ArrayList<>();
            table.maker().make(new Making(image, env, table.shape(), rows));
            return RowSource.of(rows.iterator());
        }
    }
}
