package dev.isochron.sql.system;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogUser;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.system.SystemTable.Making;
import java.util.ArrayList;
import java.util.List;

/// Whose sequences are, in `pg_depend`; and who asks, in `pg_stat_activity`.
final class Owners {

    private static final int CLASS = 1259;

    private Owners() {}

    static List<CatalogSequence> sequences(CatalogImage image) {
        List<CatalogSequence> all = new ArrayList<>();
        image.objects()
                .forEach(object -> {
                    if (object instanceof CatalogSequence sequence) {
                        all.add(sequence);
                    }
                });
        return all;
    }

    static void make(Making making) {
        for (CatalogSequence sequence : sequences(making.image())) {
            CatalogSequence.Owner owner = sequence.owner();
            if (owner != null) {
                making.line()
                        .set("classid", CLASS)
                        .set("objid", sequence.oid())
                        .set("objsubid", 0)
                        .set("refclassid", CLASS)
                        .set("refobjid", owner.table())
                        .set("refobjsubid", owner.column().value())
                        .set("deptype", isIdentity(making.image(), owner) ? 'i' : 'a');
            }
        }
    }

    private static boolean isIdentity(CatalogImage image, CatalogSequence.Owner owner) {
        return image.table(owner.table())
                .map(table -> table.column(owner.column()).identity())
                .filter(identity -> identity != CatalogColumn.Identity.NONE)
                .isPresent();
    }

    /// The session that asks: others are on other nodes, or not told of here.
    static void session(Making making) {
        Env env = making.env();
        making.line()
                .set("datid", making.image().database().oid())
                .set("datname", env.session().database())
                .set("pid", env.session().backendPid())
                .set("usesysid", CatalogUser.FIRST)
                .set("usename", env.session().user())
                .set("application_name", env.setting("application_name").orElse(""))
                .set("xact_start", new Value.UtcTimestamp(env.transactionMicros()))
                .set("query_start", new Value.UtcTimestamp(env.statementMicros()))
                .set("state", "active")
                .set("query", "")
                .set("backend_type", "client backend");
    }
}
