package dev.isochron.sql.engine;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.QueryBody;
import dev.isochron.sql.tree.Statement;
import java.util.Optional;

/// AS OF SYSTEM TIME behind a query's tables: it says of what moment the whole statement is.
final class PastQuery {

    private PastQuery() {}

    /// The moment that a statement names.
    static Optional<Expression> moment(Statement statement) {
        return statement instanceof Query query
                        && query.body() instanceof QueryBody.SelectBlock block
                ? Optional.ofNullable(block.asOf())
                : Optional.empty();
    }

    /// The same without its moment.
    static Statement present(Statement statement) {
        Optional<Expression> moment = moment(statement);
        if (moment.isEmpty() || !(statement instanceof Query query)) {
            return statement;
        }
        if (!query.locking().isEmpty()) {
            throw SqlException.at(
                    query.locking().getFirst().position(),
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "rows of the past cannot be locked");
        }
        QueryBody.SelectBlock block = (QueryBody.SelectBlock) query.body();
        return new Query(
                query.with(),
                new QueryBody.SelectBlock(
                        block.distinct(),
                        block.targets(),
                        block.from(),
                        null,
                        block.where(),
                        block.groupBy(),
                        block.having(),
                        block.windows(),
                        block.position()),
                query.orderBy(),
                query.limit(),
                query.offset(),
                query.withTies(),
                query.locking(),
                query.position());
    }
}
