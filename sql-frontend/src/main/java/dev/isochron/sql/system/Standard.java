package dev.isochron.sql.system;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Identity;
import dev.isochron.sql.catalog.CatalogSchema;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.system.SystemTable.Making;
import dev.isochron.sql.type.Modifier;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `information_schema`: the same things in the words of the SQL standard.
final class Standard {
    private static final int FIRST_OID = 13_001;

    private static final String COLUMNS =
            "table_catalog name, table_schema name, table_name name, column_name name,"
                    + " ordinal_position int4, column_default varchar, is_nullable varchar,"
                    + " data_type varchar, character_maximum_length int4, character_octet_length"
                    + " int4, numeric_precision int4, numeric_precision_radix int4, numeric_scale"
                    + " int4, datetime_precision int4, interval_type varchar, interval_precision"
                    + " int4, character_set_name name, collation_name name, domain_name name,"
                    + "domain_catalog name, domain_schema name, "
                    + " udt_catalog name, udt_schema name, udt_name name, dtd_identifier name,"
                    + " is_self_referencing varchar, is_identity varchar, identity_generation"
                    + " varchar, identity_start varchar, identity_increment varchar, is_generated"
                    + " varchar, generation_expression varchar, is_updatable varchar";

    private static final String CONSTRAINTS =
            "constraint_catalog name, constraint_schema name, constraint_name name, table_catalog"
                    + " name, table_schema name, table_name name, constraint_type varchar,"
                    + " is_deferrable varchar, initially_deferred varchar, enforced varchar,"
                    + " nulls_distinct varchar";

    private static final String USAGE =
            "constraint_catalog name, constraint_schema name, constraint_name name, table_catalog"
                    + " name, table_schema name, table_name name, column_name name,"
                    + " ordinal_position int4, position_in_unique_constraint int4";

    static final List<SystemTable> TABLES = tables();

    private Standard() {}

    private static List<SystemTable> tables() {
        List<SystemTable> all = new ArrayList<>();
        add(
                all,
                "schemata",
                "catalog_name name, schema_name name, schema_owner name,"
                        + " default_character_set_catalog name, default_character_set_schema name,"
                        + " default_character_set_name name, sql_path varchar",
                Standard::schemata);
        add(
                all,
                "tables",
                "table_catalog name, table_schema name, table_name name, table_type varchar,"
                        + " self_referencing_column_name name, reference_generation varchar,"
                        + " user_defined_type_catalog name, user_defined_type_schema name,"
                        + " user_defined_type_name name, is_insertable_into varchar, is_typed"
                        + " varchar, commit_action varchar",
                Standard::tablesOf);
        add(all, "columns", COLUMNS, Standard::columns);
        add(all, "table_constraints", CONSTRAINTS, Standard::constraints);
        add(all, "key_column_usage", USAGE, Standard::keyUsage);
        addConstraints(all);
        addRest(all);
        return List.copyOf(all);
    }

    private static void addConstraints(List<SystemTable> all) {
        add(
                all,
                "referential_constraints",
                "constraint_catalog name, constraint_schema name, constraint_name name,"
                        + " unique_constraint_catalog name, unique_constraint_schema name,"
                        + " unique_constraint_name name, match_option varchar, update_rule"
                        + " varchar, delete_rule varchar",
                Standard::references);
        add(
                all,
                "constraint_column_usage",
                "table_catalog name, table_schema name, table_name name, column_name name,"
                        + " constraint_catalog name, constraint_schema name, constraint_name name",
                Standard::columnUsage);
        add(
                all,
                "check_constraints",
                "constraint_catalog name, constraint_schema name, constraint_name name,"
                        + " check_clause varchar",
                Standard::checks);
    }

    private static void addRest(List<SystemTable> all) {
        add(
                all,
                "sequences",
                "sequence_catalog name, sequence_schema name, sequence_name name, data_type"
                        + " varchar, numeric_precision int4, numeric_precision_radix int4,"
                        + " numeric_scale int4, start_value varchar, minimum_value varchar,"
                        + " maximum_value varchar, increment varchar, cycle_option varchar",
                Standard::sequences);
        add(
                all,
                "views",
                "table_catalog name, table_schema name, table_name name, view_definition varchar,"
                        + " check_option varchar, is_updatable varchar",
                _ -> {});
        add(
                all,
                "routines",
                "specific_catalog name, specific_schema name, specific_name name, "
                        + "routine_catalog name, routine_schema name, routine_name name, "
                        + "routine_type varchar, udt_catalog name, udt_schema name, udt_name "
                        + "name, data_type varchar, character_maximum_length int4, "
                        + "numeric_precision int4, numeric_scale int4, datetime_precision int4, "
                        + "type_udt_catalog name, type_udt_schema name, type_udt_name name, "
                        + "dtd_identifier name, routine_body varchar, routine_definition varchar, "
                        + "external_language varchar, is_deterministic varchar, security_type "
                        + "varchar",
                _ -> {});
    }

    private static void add(
            List<SystemTable> all, String name, String columns, SystemTable.Maker maker) {
        all.add(
                new SystemTable(
                        "information_schema",
                        name,
                        FIRST_OID + all.size(),
                        Shape.of(columns),
                        maker));
    }

    private static void schemata(Making making) {
        List<String> names = new ArrayList<>(List.of("pg_catalog", "information_schema"));
        making.image().schemas().stream().map(CatalogSchema::name).forEach(names::add);
        for (String name : names) {
            making.line()
                    .set("catalog_name", making.image().database().name())
                    .set("schema_name", name)
                    .set("schema_owner", making.env().session().user());
        }
    }

    private static void tablesOf(Making making) {
        for (CatalogTable table : making.image().tables()) {
            table(making, table.schema(), table.name(), "BASE TABLE");
        }
        for (SystemTable table : SystemCatalog.tables()) {
            table(making, table.schema(), table.name(), "VIEW");
        }
    }

    private static void table(Making making, String schema, String name, String type) {
        making.line()
                .set("table_catalog", making.image().database().name())
                .set("table_schema", schema)
                .set("table_name", name)
                .set("table_type", type)
                .set("is_insertable_into", yes(type.equals("BASE TABLE")))
                .set("is_typed", "NO");
    }

    private static void columns(Making making) {
        for (CatalogTable table : making.image().tables()) {
            int position = 1;
            for (CatalogColumn column : table.visible()) {
                column(making, table, column, position);
                position++;
            }
        }
        for (SystemTable table : SystemCatalog.tables()) {
            int position = 1;
            for (OutputColumn column : table.shape().columns()) {
                Line line = column(making, column.name(), column.type(), position);
                line.set("table_schema", table.schema())
                        .set("table_name", table.name())
                        .set("is_nullable", "YES")
                        .set("is_identity", "NO")
                        .set("is_updatable", "NO");
                position++;
            }
        }
    }

    private static Line column(Making making, String name, SqlType type, int position) {
        String database = making.image().database().name();
        Line line =
                making.line()
                        .set("table_catalog", database)
                        .set("column_name", name)
                        .set("ordinal_position", position)
                        .set("data_type", type.isArray() ? "ARRAY" : type.id().displayName())
                        .set("udt_catalog", database)
                        .set("udt_schema", "pg_catalog")
                        .set("udt_name", type.catalogName())
                        .set("dtd_identifier", Integer.toString(position))
                        .set("is_self_referencing", "NO")
                        .set("is_generated", "NEVER");
        measure(line, type);
        return line;
    }

    private static void column(
            Making making, CatalogTable table, CatalogColumn column, int position) {
        Line line =
                column(making, column.name(), column.type(), position)
                        .set("table_schema", table.schema())
                        .set("table_name", table.name())
                        .set("is_nullable", yes(!column.notNull()))
                        .set("is_identity", yes(column.identity() != Identity.NONE))
                        .set("is_updatable", "YES");
        Attributes.text(column, making.image()).ifPresent(text -> line.set("column_default", text));
        switch (column.identity()) {
            case NONE -> {}
            case ALWAYS -> line.set("identity_generation", "ALWAYS");
            case BY_DEFAULT -> line.set("identity_generation", "BY DEFAULT");
        }
    }

    private static void measure(Line line, SqlType type) {
        if (type.isArray()) {
            return;
        }
        switch (type.id()) {
            case INT2 -> number(line, 16, 2, 0);
            case INT4 -> number(line, 32, 2, 0);
            case INT8 -> number(line, 64, 2, 0);
            case FLOAT4 -> line.set("numeric_precision", 24).set("numeric_precision_radix", 2);
            case FLOAT8 -> line.set("numeric_precision", 53).set("numeric_precision_radix", 2);
            case NUMERIC -> {
                if (type.hasModifier()) {
                    int modifier = type.modifier();
                    number(line, Modifier.precision(modifier), 10, Modifier.scale(modifier));
                } else {
                    line.set("numeric_precision_radix", 10);
                }
            }
            case VARCHAR, BPCHAR -> {
                if (type.hasModifier()) {
                    line.set("character_maximum_length", Modifier.length(type.modifier()));
                }
            }
            case DATE -> line.set("datetime_precision", 0);
            case TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL ->
                    line.set("datetime_precision", type.hasModifier() ? seconds(type) : 6);
            default -> {}
        }
    }

    private static int seconds(SqlType type) {
        return type.is(TypeId.INTERVAL)
                ? Math.max(0, Modifier.intervalDigits(type.modifier()))
                : type.modifier();
    }

    private static void number(Line line, int precision, int radix, int scale) {
        line.set("numeric_precision", precision)
                .set("numeric_precision_radix", radix)
                .set("numeric_scale", scale);
    }

    private static void constraints(Making making) {
        for (CatalogTable table : making.image().tables()) {
            for (Constraint constraint : table.constraints()) {
                constraint(making, table, constraint)
                        .set(
                                "constraint_type",
                                switch (constraint) {
                                    case Constraint.Primary _ -> "PRIMARY KEY";
                                    case Constraint.Unique _ -> "UNIQUE";
                                    case Constraint.Check _ -> "CHECK";
                                    case Constraint.Reference _ -> "FOREIGN KEY";
                                })
                        .set("is_deferrable", "NO")
                        .set("initially_deferred", "NO")
                        .set("enforced", "YES");
            }
        }
    }

    private static Line constraint(Making making, CatalogTable table, Constraint constraint) {
        String database = making.image().database().name();
        return making.line()
                .set("constraint_catalog", database)
                .set("constraint_schema", table.schema())
                .set("constraint_name", constraint.name())
                .set("table_catalog", database)
                .set("table_schema", table.schema())
                .set("table_name", table.name());
    }

    private static void keyUsage(Making making) {
        for (CatalogTable table : making.image().tables()) {
            for (Constraint constraint : table.constraints()) {
                if (constraint instanceof Constraint.Check) {
                    continue;
                }
                int position = 1;
                for (ColumnId id : constraint.columns()) {
                    Line line =
                            constraint(making, table, constraint)
                                    .set("column_name", table.column(id).name())
                                    .set("ordinal_position", position);
                    if (constraint instanceof Constraint.Reference) {
                        line.set("position_in_unique_constraint", position);
                    }
                    position++;
                }
            }
        }
    }

    private static void references(Making making) {
        String database = making.image().database().name();
        for (CatalogTable table : making.image().tables()) {
            for (Constraint.Reference reference : table.references()) {
                Optional<CatalogTable> other = making.image().table(reference.table());
                making.line()
                        .set("constraint_catalog", database)
                        .set("constraint_schema", table.schema())
                        .set("constraint_name", reference.name())
                        .set("unique_constraint_catalog", database)
                        .set("unique_constraint_schema", other.map(CatalogTable::schema).orElse(""))
                        .set("unique_constraint_name", other.map(o -> key(o, reference)).orElse(""))
                        .set("match_option", "NONE")
                        .set("update_rule", reference.onUpdate().words())
                        .set("delete_rule", reference.onDelete().words());
            }
        }
    }

    private static String key(CatalogTable table, Constraint.Reference reference) {
        return table.constraints().stream()
                .filter(c -> c instanceof Constraint.Primary || c instanceof Constraint.Unique)
                .filter(c -> c.columns().equals(reference.referenced()))
                .map(Constraint::name)
                .findFirst()
                .orElse("");
    }

    private static void columnUsage(Making making) {
        String database = making.image().database().name();
        for (CatalogTable table : making.image().tables()) {
            for (Constraint constraint : table.constraints()) {
                CatalogTable about = table;
                List<ColumnId> columns = constraint.columns();
                if (constraint instanceof Constraint.Reference reference) {
                    about = making.image().table(reference.table()).orElse(table);
                    columns = reference.referenced();
                }
                for (ColumnId id : columns) {
                    making.line()
                            .set("table_catalog", database)
                            .set("table_schema", about.schema())
                            .set("table_name", about.name())
                            .set("column_name", about.column(id).name())
                            .set("constraint_catalog", database)
                            .set("constraint_schema", table.schema())
                            .set("constraint_name", constraint.name());
                }
            }
        }
    }

    private static void checks(Making making) {
        for (CatalogTable table : making.image().tables()) {
            for (Constraint.Check check : table.checks()) {
                making.line()
                        .set("constraint_catalog", making.image().database().name())
                        .set("constraint_schema", table.schema())
                        .set("constraint_name", check.name())
                        .set("check_clause", "((" + check.text() + "))");
            }
        }
    }

    private static void sequences(Making making) {
        making.image()
                .objects()
                .forEach(object -> {
                    if (object instanceof CatalogSequence sequence) {
                        CatalogSequence.Range range = sequence.range();
                        making.line()
                                .set("sequence_catalog", making.image().database().name())
                                .set("sequence_schema", sequence.schema())
                                .set("sequence_name", sequence.name())
                                .set("data_type", range.type().displayName())
                                .set("numeric_precision", 64)
                                .set("numeric_precision_radix", 2)
                                .set("numeric_scale", 0)
                                .set("start_value", Long.toString(range.start()))
                                .set("minimum_value", Long.toString(range.min()))
                                .set("maximum_value", Long.toString(range.max()))
                                .set("increment", Long.toString(range.increment()))
                                .set("cycle_option", yes(range.cycle()));
                    }
                });
    }

    private static String yes(boolean is) {
        return is ? "YES" : "NO";
    }
}
