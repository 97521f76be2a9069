package dev.isochron.sql.system;

import dev.isochron.sql.catalog.Catalog;
import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.CatalogUser;
import dev.isochron.sql.run.Execution;
import dev.isochron.sql.setting.Form;
import dev.isochron.sql.setting.KnownSettings;
import dev.isochron.sql.setting.Setting;
import dev.isochron.sql.system.SystemTable.Making;
import java.util.ArrayList;
import java.util.List;

/// What belongs to the whole cluster, and to the session.
final class Cluster {
    private static final String DATABASE =
            "oid oid, datname name, datdba oid, encoding int4, datlocprovider char, datistemplate"
                    + " bool, datallowconn bool, datconnlimit int4, datfrozenxid xid, datminmxid"
                    + " xid, dattablespace oid, datcollate text, datctype text, daticulocale text,"
                    + " datcollversion text, datacl aclitem[]";

    private static final String ROLES =
            "rolname name, rolsuper bool, rolinherit bool, rolcreaterole bool, rolcreatedb bool,"
                    + " rolcanlogin bool, rolreplication bool, rolconnlimit int4, rolpassword text,"
                    + " rolvaliduntil timestamptz, rolbypassrls bool, rolconfig text[], oid oid";

    private static final String AUTHID =
            "oid oid, rolname name, rolsuper bool, rolinherit bool, rolcreaterole bool, rolcreatedb"
                    + " bool, rolcanlogin bool, rolreplication bool, rolbypassrls bool,"
                    + " rolconnlimit int4, rolpassword text, rolvaliduntil timestamptz";

    private static final String USER =
            "usename name, usesysid oid, usecreatedb bool, usesuper bool, userepl bool,"
                    + " usebypassrls bool, passwd text, valuntil timestamptz, useconfig text[]";

    private static final String SETTINGS =
            "name text, setting text, unit text, category text, short_desc text, extra_desc text,"
                    + " context text, vartype text, source text, min_val text, max_val text,"
                    + " enumvals text[], boot_val text, reset_val text, sourcefile text, sourceline"
                    + " int4, pending_restart bool";

    private static final int UTF8 = 6;
    private static final int DEFAULT_SPACE = 1663;

    static final List<SystemTable> TABLES =
            List.of(
                    SystemTable.of("pg_database", 1262, DATABASE, Cluster::databases),
                    SystemTable.of("pg_roles", 12_001, ROLES, making -> roles(making)),
                    SystemTable.of("pg_authid", 1260, AUTHID, making -> roles(making)),
                    SystemTable.of("pg_user", 12_002, USER, Cluster::users),
                    SystemTable.of("pg_settings", 12_003, SETTINGS, Cluster::settings));

    private Cluster() {}

    private static void databases(Making making) {
        for (CatalogDatabase database : known(making)) {
            making.line()
                    .set("oid", database.oid())
                    .set("datname", database.name())
                    .set("datdba", CatalogUser.FIRST)
                    .set("encoding", UTF8)
                    .set("datlocprovider", 'c')
                    .set("datistemplate", false)
                    .set("datallowconn", true)
                    .set("datconnlimit", -1)
                    .all(0, "datfrozenxid", "datminmxid")
                    .set("dattablespace", DEFAULT_SPACE)
                    .set("datcollate", "C")
                    .set("datctype", "C");
        }
    }

    private static List<CatalogDatabase> known(Making making) {
        return making.env() instanceof Execution execution
                ? Catalog.databases(execution.reader())
                : CatalogDatabase.GIVEN;
    }

    /// Users; whoever is trusted without being one is shown as the first, whom nobody created.
    private static List<CatalogUser> people(Making making) {
        List<CatalogUser> users = new ArrayList<>();
        String self = making.env().session().user();
        List<CatalogUser> known =
                making.env() instanceof Execution execution
                        ? Catalog.users(execution.reader())
                        : List.of();
        if (known.stream().noneMatch(user -> user.name().equals(self))) {
            users.add(new CatalogUser(CatalogUser.FIRST, self, null, true));
        }
        users.addAll(known);
        return users;
    }

    private static void roles(Making making) {
        for (CatalogUser user : people(making)) {
            making.line()
                    .set("oid", user.oid())
                    .set("rolname", user.name())
                    .all(user.superuser(), "rolsuper", "rolcreaterole", "rolcreatedb")
                    .set("rolinherit", true)
                    .set("rolcanlogin", true)
                    .set("rolreplication", false)
                    .set("rolbypassrls", user.superuser())
                    .set("rolconnlimit", -1)
                    .set("rolpassword", "********");
        }
    }

    private static void users(Making making) {
        for (CatalogUser user : people(making)) {
            making.line()
                    .set("usename", user.name())
                    .set("usesysid", user.oid())
                    .all(user.superuser(), "usecreatedb", "usesuper", "usebypassrls")
                    .set("userepl", false)
                    .set("passwd", "********");
        }
    }

    private static void settings(Making making) {
        for (Setting setting : KnownSettings.all()) {
            String value = making.env().setting(setting.name()).orElse(setting.initial());
            making.line()
                    .set("name", setting.name())
                    .set("setting", value)
                    .set("unit", unit(setting))
                    .set("category", setting.isFixed() ? "Preset Options" : "Client")
                    .set("short_desc", setting.description())
                    .set("context", setting.isFixed() ? "internal" : "user")
                    .set("vartype", setting.form().type())
                    .set("source", "default")
                    .set("boot_val", setting.initial())
                    .set("reset_val", setting.initial())
                    .set("pending_restart", false);
        }
    }

    private static String unit(Setting setting) {
        return setting.form() instanceof Form.Whole whole ? whole.unit().smallest() : "";
    }
}
