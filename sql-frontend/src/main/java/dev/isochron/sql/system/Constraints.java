package dev.isochron.sql.system;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.syntax.Deparser;
import dev.isochron.sql.system.SystemTable.Making;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Constraints of tables.
final class Constraints {
    private static final String CONSTRAINT =
            "oid oid, conname name, connamespace oid, contype char, condeferrable bool, condeferred"
                    + " bool, convalidated bool, conrelid oid, contypid oid, conindid oid,"
                    + " conparentid oid, confrelid oid, confupdtype char, confdeltype char,"
                    + " confmatchtype char, conislocal bool, coninhcount int4, connoinherit bool,"
                    + " conkey int2[], confkey int2[], conpfeqop oid[], conppeqop oid[], conffeqop"
                    + " oid[], confdelsetcols int2[], conexclop oid[], conbin pg_node_tree";

    static final List<SystemTable> TABLES =
            List.of(SystemTable.of("pg_constraint", 2606, CONSTRAINT, Constraints::constraints));

    private Constraints() {}

    private static void constraints(Making making) {
        for (CatalogTable table : making.image().tables()) {
            for (Constraint constraint : table.constraints()) {
                Line line =
                        making.line()
                                .set("oid", constraint.oid())
                                .set("conname", constraint.name())
                                .set("connamespace", Names.schema(making.image(), table.schema()))
                                .all(false, "condeferrable", "condeferred")
                                .all(true, "convalidated", "conislocal", "connoinherit")
                                .set("conrelid", table.oid())
                                .all(0, "contypid", "conindid", "conparentid", "confrelid")
                                .set("confupdtype", " ")
                                .set("confdeltype", " ")
                                .set("confmatchtype", " ")
                                .set("coninhcount", 0)
                                .set("conkey", numbers(constraint.columns()));
                fill(line, table, constraint, making.image());
            }
        }
    }

    private static void fill(
            Line line, CatalogTable table, Constraint constraint, CatalogImage image) {
        switch (constraint) {
            case Constraint.Primary primary ->
                    line.set("contype", 'p').set("conindid", primary.index());
            case Constraint.Unique unique ->
                    line.set("contype", 'u').set("conindid", table.index(unique.index()).oid());
            case Constraint.Check check ->
                    line.set("contype", 'c').set("connoinherit", false).set("conbin", check.text());
            case Constraint.Reference reference ->
                    line.set("contype", 'f')
                            .set("confrelid", reference.table())
                            .set("conindid", referencedIndex(reference, image))
                            .set("confupdtype", reference.onUpdate().code())
                            .set("confdeltype", reference.onDelete().code())
                            .set("confmatchtype", reference.full() ? 'f' : 's')
                            .set("confkey", numbers(reference.referenced()));
        }
    }

    /// The key or the index that a reference leads to.
    private static int referencedIndex(Constraint.Reference reference, CatalogImage image) {
        Optional<CatalogTable> table = image.table(reference.table());
        if (table.isEmpty()) {
            return 0;
        }
        for (Constraint constraint : table.get().constraints()) {
            if (constraint instanceof Constraint.Primary primary
                    && primary.columns().equals(reference.referenced())) {
                return primary.index();
            }
            if (constraint instanceof Constraint.Unique unique
                    && unique.columns().equals(reference.referenced())) {
                return table.get().index(unique.index()).oid();
            }
        }
        return 0;
    }

    private static List<Value> numbers(List<ColumnId> columns) {
        return columns.stream().map(id -> Value.of(id.value())).toList();
    }

    /// A constraint as it would be declared.
    ///
    /// @param path schemas that need not be written
    static String text(
            Constraint constraint, CatalogTable table, CatalogImage image, List<String> path) {
        return switch (constraint) {
            case Constraint.Primary primary -> "PRIMARY KEY " + names(primary.columns(), table);
            case Constraint.Unique unique -> "UNIQUE " + names(unique.columns(), table);
            case Constraint.Check check -> "CHECK ((" + check.text() + "))";
            case Constraint.Reference reference -> {
                CatalogTable other = image.table(reference.table()).orElse(table);
                yield "FOREIGN KEY "
                        + names(reference.columns(), table)
                        + " REFERENCES "
                        + Names.shown(other, path)
                        + names(reference.referenced(), other)
                        + (reference.full() ? " MATCH FULL" : "")
                        + action(" ON UPDATE ", reference.onUpdate())
                        + action(" ON DELETE ", reference.onDelete());
            }
        };
    }

    private static String action(String when, Constraint.Action action) {
        return action == Constraint.Action.NO_ACTION ? "" : when + action.words();
    }

    static String names(List<ColumnId> columns, CatalogTable table) {
        return columns.stream()
                .map(id -> Deparser.name(table.column(id).name()))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
