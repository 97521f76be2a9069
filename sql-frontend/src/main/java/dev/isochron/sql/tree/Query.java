package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query with all that may stand around its body.
///
/// @param limit null for none, a [Expression.NullLiteral] for LIMIT ALL
/// @param withTies whether FETCH … WITH TIES was written
public record Query(
        @Nullable With with,
        QueryBody body,
        List<SortKey> orderBy,
        @Nullable Expression limit,
        @Nullable Expression offset,
        boolean withTies,
        List<Locking> locking,
        int position)
        implements Statement {

    /// A body with nothing around it.
    public static Query of(QueryBody body) {
        return new Query(null, body, List.of(), null, null, false, List.of(), body.position());
    }

    /// The same with other rows locked.
    public Query withLocking(List<Locking> all) {
        return new Query(with, body, orderBy, limit, offset, withTies, all, position);
    }

    /// Whether nothing stands around the body.
    public boolean isPlain() {
        return with == null
                && orderBy.isEmpty()
                && limit == null
                && offset == null
                && locking.isEmpty();
    }

    /// WITH and its queries.
    public record With(boolean recursive, List<CommonTable> tables, int position) implements Node {}

    /// `name (columns) AS (statement)`; the statement is a [Query] or a [Change].
    public record CommonTable(
            Name name, List<Name> columns, Materialization materialization, Statement statement)
            implements Node {

        @Override
        public int position() {
            return name.position();
        }
    }

    /// Whether a common table is computed once.
    public enum Materialization {
        DEFAULT,
        MATERIALIZED,
        NOT_MATERIALIZED
    }

    /// FOR UPDATE and its kin.
    ///
    /// @param of the tables that it is about; empty for all
    public record Locking(Strength strength, List<QualifiedName> of, Waiting waiting, int position)
            implements Node {}

    /// How firmly rows are locked, weakest first.
    public enum Strength {
        KEY_SHARE,
        SHARE,
        NO_KEY_UPDATE,
        UPDATE;

        /// As it is written.
        public String words() {
            return "FOR " + name().replace('_', ' ');
        }
    }

    /// What to do about a row that another has locked.
    public enum Waiting {
        WAIT,
        NOWAIT,
        SKIP_LOCKED
    }
}
