package dev.isochron.bench.sample;

import dev.isochron.client.Freshness;
import dev.isochron.client.Isochron;
import dev.isochron.client.Reader;
import dev.isochron.client.Scan;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.schema.ColumnType.Text;
import dev.isochron.protocol.txn.CommitToken;
import java.util.List;

/// Who may do what with which object, in the manner of Zanzibar.
///
/// A relation says `object#relation@subject`: `doc:plan#viewer@user:bob`, or of all who stand in a
/// relation to another object, `doc:plan#viewer@group:staff#member`.
///
/// Every change returns a token. Whoever writes what is to be protected keeps the token beside it,
/// and a check of it is at least as fresh: it can be answered by any replica, without a lock, and
/// still never by one that has not heard of the last change that counts.
public final class PermissionSample {

    /// Groups in groups in groups: more is a mistake, or a circle.
    private static final int DEEPEST = 20;

    private final Isochron db;

    public PermissionSample(Isochron db) {
        this.db = db;
    }

    /// Declares the table; once in the life of a cluster.
    public void declare() {
        db.createTable(
                "relation",
                t ->
                        t.required("object", Text.UNLIMITED)
                                .required("relation", Text.UNLIMITED)
                                .required("subject", Text.UNLIMITED)
                                .key("object", "relation", "subject"));
    }

    /// Returns the token of the moment from which it holds.
    public CommitToken grant(String object, String relation, String subject) {
        return db.run(tx ->
                        tx.put(
                                tx.row("relation")
                                        .with("object", object)
                                        .with("relation", relation)
                                        .with("subject", subject)))
                .token();
    }

    /// Returns the token of the moment from which it holds no more.
    public CommitToken revoke(String object, String relation, String subject) {
        return db.run(tx -> tx.delete("relation", object, relation, subject)).token();
    }

    /// Whether the user stands in the relation, at one moment that is not before the token's.
    public boolean check(String object, String relation, String user, CommitToken token) {
        Reader snapshot = db.snapshot(Freshness.atLeast(token));
        return stands(snapshot, object, relation, user, 0);
    }

    private static boolean stands(
            Reader snapshot, String object, String relation, String user, int depth) {
        if (snapshot.get("relation", object, relation, user).isPresent()) {
            return true;
        }
        if (depth == DEEPEST) {
            return false;
        }
        List<Row> rows = snapshot.scan(Scan.of("relation").prefix(object, relation)).toList();
        for (Row row : rows) {
            String subject = row.text("subject");
            int hash = subject.indexOf('#');
            if (hash > 0) {
                String group = subject.substring(0, hash);
                String in = subject.substring(hash + 1);
                if (stands(snapshot, group, in, user, depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }
}
