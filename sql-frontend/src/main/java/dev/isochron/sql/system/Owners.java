package dev.isochron.sql.system;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogUser;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.session.Activity;
import dev.isochron.sql.session.Peers;
import dev.isochron.sql.session.SessionView;
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

    /// The sessions of this node; where nobody keeps a list, the one that asks.
    static void sessions(Making making) {
        List<Peers.Peer> all = making.env().port(SessionView.class).peers().all();
        if (all.isEmpty()) {
            own(making);
        }
        all.forEach(peer -> session(peer, making));
    }

    private static void session(Peers.Peer peer, Making making) {
        Peers.Doing doing = peer.doing();
        Line line =
                making.line()
                        .set("datname", peer.database())
                        .set("pid", peer.process())
                        .set("usesysid", CatalogUser.FIRST)
                        .set("usename", peer.user())
                        .set("application_name", doing.application())
                        .set("client_addr", peer.address())
                        .set("client_port", peer.port())
                        .set("backend_start", new Value.UtcTimestamp(peer.begunMicros()))
                        .set("state", doing.state().text())
                        .set("query", doing.text())
                        .set("backend_type", "client backend");
        if (peer.database().equals(making.image().database().name())) {
            line.set("datid", making.image().database().oid());
        }
        long statement = doing.statementMicros();
        long transaction = doing.transactionMicros();
        if (statement != 0) {
            line.set("query_start", new Value.UtcTimestamp(statement));
        }
        if (transaction != 0 || doing.state() == Activity.State.ACTIVE) {
            long began = transaction != 0 ? transaction : statement;
            line.set("xact_start", new Value.UtcTimestamp(began));
        }
    }

    private static void own(Making making) {
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
