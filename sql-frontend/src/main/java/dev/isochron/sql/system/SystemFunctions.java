package dev.isochron.sql.system;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogObject;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.routine.Routines;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Functions that tell of the catalog, as psql and drivers call them.
public final class SystemFunctions {

    private SystemFunctions() {}

    /// All of them. They need the image that the statement sees: `env.port(CatalogImage.class)`.
    public static Routines all() {
        Definer definer = new Definer();
        texts(definer);
        visibility(definer);
        comments(definer);
        privileges(definer);
        sizes(definer);
        LookupFunctions.define(definer);
        return definer.routines();
    }

    private static void texts(Definer definer) {
        definer.nullable(
                        "format_type(oid, int4) text",
                        Volatility.STABLE,
                        (in, env) -> type(in, env))
                .stable("pg_get_expr(pg_node_tree, oid) text", (in, _) -> in[0])
                .stable("pg_get_expr(pg_node_tree, oid, bool) text", (in, _) -> in[0])
                .stable("pg_get_indexdef(oid) text", (in, env) -> index(in[0], 0, env))
                .stable(
                        "pg_get_indexdef(oid, int4, bool) text",
                        (in, env) -> index(in[0], Args.integer(in[1]), env))
                .stable("pg_get_constraintdef(oid) text", (in, env) -> constraint(in[0], env))
                .stable("pg_get_constraintdef(oid, bool) text", (in, env) -> constraint(in[0], env))
                .stable("pg_get_userbyid(oid) name", (_, env) -> Value.of(env.session().user()))
                .stable("pg_get_viewdef(oid) text", (_, _) -> Value.Null.NULL)
                .stable("pg_get_viewdef(oid, bool) text", (_, _) -> Value.Null.NULL)
                .stable("pg_get_partkeydef(oid) text", (_, _) -> Value.Null.NULL)
                .stable("pg_get_ruledef(oid, bool) text", (_, _) -> Value.Null.NULL)
                .stable("pg_get_triggerdef(oid, bool) text", (_, _) -> Value.Null.NULL)
                .stable("pg_get_statisticsobjdef_columns(oid) text", (_, _) -> Value.Null.NULL)
                .function(
                        "pg_encoding_to_char(int4) name",
                        (in, _) -> Value.of(Args.integer(in[0]) == 6 ? "UTF8" : ""));
    }

    private static CatalogImage image(Env env) {
        return env.port(CatalogImage.class);
    }

    private static Value type(Value[] in, Env env) {
        if (in[0].isNull()) {
            return Value.Null.NULL;
        }
        int oid = Args.integer(in[0]);
        int modifier = in[1].isNull() ? -1 : Args.integer(in[1]);
        Optional<SqlType> type = TypeNames.find(oid);
        if (type.isPresent()) {
            return Value.of(type.get().withModifier(modifier).toString());
        }
        return image(env).tables().stream()
                .filter(table -> Names.rowType(table) == oid)
                .<Value>map(table -> Value.of(table.name()))
                .findFirst()
                .orElse(Value.of(oid == 0 ? "-" : "???"));
    }

    private static Value index(Value oid, int column, Env env) {
        Optional<Relations.Shown> found = Names.index(image(env), Args.integer(oid));
        if (found.isEmpty() || column > found.get().columns().size()) {
            return Value.Null.NULL;
        }
        return Value.of(
                column == 0
                        ? IndexText.of(found.get(), List.of())
                        : IndexText.column(found.get(), column));
    }

    private static Value constraint(Value oid, Env env) {
        for (CatalogTable table : image(env).tables()) {
            for (Constraint constraint : table.constraints()) {
                if (constraint.oid() == Args.integer(oid)) {
                    return Value.of(
                            Constraints.text(
                                    constraint, table, image(env), env.session().searchPath()));
                }
            }
        }
        return Value.Null.NULL;
    }

    private static void visibility(Definer definer) {
        definer.stable(
                        "pg_table_is_visible(oid) bool",
                        (in, env) -> Args.bool(isVisible(Args.integer(in[0]), env)))
                .stable(
                        "pg_type_is_visible(oid) bool",
                        (in, _) -> Args.bool(TypeNames.find(Args.integer(in[0])).isPresent()));
        for (String kind :
                List.of("function", "operator", "opclass", "collation", "conversion", "ts_dict")) {
            definer.stable("pg_" + kind + "_is_visible(oid) bool", (_, _) -> Args.bool(true));
        }
    }

    private static boolean isVisible(int oid, Env env) {
        CatalogImage image = image(env);
        List<String> path = env.session().searchPath();
        String schema =
                switch (image.object(oid).orElse(null)) {
                    case CatalogTable table -> table.schema();
                    case CatalogSequence sequence -> sequence.schema();
                    case null, default ->
                            Names.index(image, oid)
                                    .map(index -> index.table().schema())
                                    .orElseGet(() -> schemaOfSystem(oid));
                };
        return schema.equals("pg_catalog") || path.contains(schema);
    }

    private static String schemaOfSystem(int oid) {
        return SystemCatalog.tables().stream()
                .filter(table -> table.oid() == oid)
                .map(SystemTable::schema)
                .findFirst()
                .orElse("");
    }

    private static void comments(Definer definer) {
        definer.stable(
                        "obj_description(oid, name) text",
                        (in, env) -> value(comment(Args.integer(in[0]), 0, env)))
                .stable(
                        "obj_description(oid) text",
                        (in, env) -> value(comment(Args.integer(in[0]), 0, env)))
                .stable(
                        "col_description(oid, int4) text",
                        (in, env) -> value(comment(Args.integer(in[0]), Args.integer(in[1]), env)))
                .stable("shobj_description(oid, name) text", (_, _) -> Value.Null.NULL);
    }

    private static @Nullable String comment(int oid, int column, Env env) {
        Optional<CatalogObject> object = image(env).object(oid);
        if (object.isPresent() && object.get() instanceof CatalogTable table) {
            if (column == 0) {
                return table.comment();
            }
            for (CatalogColumn each : table.visible()) {
                if (each.id().value() == column) {
                    return each.comment();
                }
            }
        }
        return null;
    }

    private static Value value(@Nullable String text) {
        return text == null ? Value.Null.NULL : Value.of(text);
    }

    /// Whoever is here may do everything.
    private static void privileges(Definer definer) {
        List<String> kinds = new ArrayList<>();
        for (String kind : List.of("table", "sequence", "schema", "database", "function", "type")) {
            kinds.add("has_" + kind + "_privilege");
        }
        for (String name : kinds) {
            definer.stable(name + "(oid, text) bool", (_, _) -> Args.bool(true))
                    .stable(name + "(text, text) bool", (_, _) -> Args.bool(true))
                    .stable(name + "(name, oid, text) bool", (_, _) -> Args.bool(true))
                    .stable(name + "(name, text, text) bool", (_, _) -> Args.bool(true));
        }
        definer.stable("has_any_column_privilege(oid, text) bool", (_, _) -> Args.bool(true))
                .stable("has_column_privilege(oid, int2, text) bool", (_, _) -> Args.bool(true))
                .stable("has_column_privilege(oid, text, text) bool", (_, _) -> Args.bool(true))
                .stable("pg_has_role(name, text) bool", (_, _) -> Args.bool(true))
                .stable("pg_has_role(oid, text) bool", (_, _) -> Args.bool(true))
                .stable("pg_has_role(name, oid, text) bool", (_, _) -> Args.bool(true));
    }

    /// How large things are is not known here.
    private static void sizes(Definer definer) {
        for (String name : List.of("pg_relation_size", "pg_table_size", "pg_total_relation_size")) {
            definer.stable(name + "(regclass) int8", (_, _) -> Value.of(0));
        }
        definer.stable("pg_indexes_size(regclass) int8", (_, _) -> Value.of(0))
                .stable("pg_database_size(oid) int8", (_, _) -> Value.of(0))
                .stable("pg_database_size(name) int8", (_, _) -> Value.of(0))
                .function("pg_size_pretty(int8) text", (in, _) -> pretty(Args.number(in[0])))
                .stable("pg_relation_is_publishable(regclass) bool", (_, _) -> Args.bool(false))
                .stable("pg_tablespace_location(oid) text", (_, _) -> Value.of(""))
                .set(
                        "pg_partition_ancestors(regclass) regclass",
                        Volatility.STABLE,
                        (_, _) -> RowSource.EMPTY);
    }

    private static Value pretty(long bytes) {
        String[] units = {"bytes", "kB", "MB", "GB", "TB"};
        double left = bytes;
        int unit = 0;
        while (left >= 10_240 && unit < units.length - 1) {
            left /= 1024;
            unit++;
        }
        return Value.of(Math.round(left) + " " + units[unit]);
    }
}
