package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.QueryBody;

/// Where FOR UPDATE and its kin have no rows to lock.
final class Lockings {

    private Lockings() {}

    /// Refuses it where a row of the result is no row of a table.
    static void refuse(QueryBody.SelectBlock block, Query query) {
        if (!(block.distinct() instanceof QueryBody.Distinct.All)) {
            refuse(query, "DISTINCT clause");
        }
        if (!block.groupBy().items().isEmpty()) {
            refuse(query, "GROUP BY clause");
        }
        if (block.having() != null) {
            refuse(query, "HAVING clause");
        }
    }

    /// Refuses it with something.
    static void refuse(Query query, String with) {
        if (!query.locking().isEmpty()) {
            Query.Locking locking = query.locking().getFirst();
            throw SqlException.at(
                    locking.position(),
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    locking.strength().words() + " is not allowed with " + with);
        }
    }

    /// What it names has to be there.
    static void requireLocked(Query query, Scope scope) {
        for (Query.Locking locking : query.locking()) {
            for (QualifiedName name : locking.of()) {
                if (scope.relation(name.parts()) == null) {
                    throw SqlException.at(
                            name.position(),
                            SqlCode.UNDEFINED_TABLE,
                            "relation \"%s\" in %s clause not found in FROM clause"
                                    .formatted(name, locking.strength().words()));
                }
            }
        }
    }
}
