package dev.isochron.sql.engine;

import dev.isochron.protocol.schema.TableId;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.KnownStatistics;
import dev.isochron.sql.change.DeleteStep;
import dev.isochron.sql.change.InsertStep;
import dev.isochron.sql.change.UpdateStep;
import dev.isochron.sql.plan.Plan;
import dev.isochron.sql.session.Column;
import dev.isochron.sql.session.Engine;
import dev.isochron.sql.store.IndexAccess;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.type.SqlType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A statement that was understood, and what it was understood by.
///
/// @param declared what was said of its parameters
/// @param path the schemas in which names were looked up
/// @param image the catalog that it was compiled by
/// @param counted the stamp of the statistics that it was planned by
/// @param kind what is done to run it
record Program(
        Statement statement,
        List<SqlType> declared,
        List<String> path,
        CatalogImage image,
        long counted,
        List<SqlType> parameters,
        Optional<List<Column>> columns,
        Kind kind)
        implements Engine.Compiled {

    /// What is done to run a statement.
    sealed interface Kind {

        /// Rows are computed, or changed.
        ///
        /// @param changing the subplans that change something
        /// @param changes whether anything is changed
        /// @param locks whether rows are locked
        /// @param settled numbers of stored tables that are read, or changed by more than inserts
        /// @param scanned numbers in the catalog of the tables that it reads
        /// @param onlyRows whether nothing but rows of stored tables is looked at
        record Planned(
                Plan plan,
                List<Integer> changing,
                boolean changes,
                boolean locks,
                List<TableId> settled,
                List<Integer> scanned,
                boolean onlyRows)
                implements Kind {

            /// Whether it is a change as a whole, which tells how many rows it changed.
            boolean isChange() {
                return switch (plan.root()) {
                    case InsertStep _, UpdateStep _, DeleteStep _ -> true;
                    default -> false;
                };
            }
        }

        /// The catalog is changed.
        record Defined() implements Kind {}

        /// The rows of tables are counted.
        record Counted() implements Kind {}

        /// A plan is shown.
        ///
        /// @param inner of which
        /// @param analyze whether it is run as well
        /// @param timed whether it is told how long it took
        record Explained(Program inner, boolean analyze, boolean timed) implements Kind {}

        /// Something of our own is shown.
        record Shown() implements Kind {}

        /// Shards are cut.
        ///
        /// @param keys where
        record Cut(Planned keys) implements Kind {}

        /// Nothing is done.
        record Idle() implements Kind {}
    }

    @Override
    public boolean onlyReads() {
        return switch (kind) {
            case Kind.Planned planned -> !planned.changes && !planned.locks;
            case Kind.Defined _, Kind.Counted _ -> false;
            case Kind.Explained explained -> !explained.analyze || explained.inner.onlyReads();
            case Kind.Cut(Kind.Planned keys) -> !keys.changes && !keys.locks;
            case Kind.Shown _, Kind.Idle _ -> true;
        };
    }

    /// Whether it would be planned much the same by these statistics.
    boolean stands(KnownStatistics by) {
        return switch (kind) {
            case Kind.Planned planned -> by.letsStand(planned.scanned, counted);
            case Kind.Explained explained -> explained.inner.stands(by);
            case Kind.Defined _, Kind.Counted _, Kind.Shown _, Kind.Cut _, Kind.Idle _ -> true;
        };
    }

    /// A plain INSERT into a table with no unique values beside its key, and no references, looks
    /// for its key at most, which a load does not.
    @Override
    public boolean looksForRows() {
        @Nullable Plan plan = plan();
        return !(plan != null
                && plan.root() instanceof InsertStep insert
                && insert.conflict() == null
                && plan.subplans().isEmpty()
                && insert.rules().outgoing().isEmpty()
                && insert.rules().access().indexes().stream().noneMatch(IndexAccess::isUnique));
    }

    /// Whether it gives numbers of objects that are written as their names.
    boolean showsNames() {
        if (columns.isPresent()) {
            for (Column column : columns.get()) {
                if (column.type().id().isObjectAlias()) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public boolean tellsOfCommit() {
        return kind instanceof Kind.Explained explained
                && explained.analyze()
                && !explained.inner().onlyReads();
    }

    @Override
    public boolean isSecret() {
        return statement instanceof Definition definition && ClusterStatements.isSecret(definition);
    }

    @Override
    public Optional<Expression> asOf() {
        return PastQuery.moment(statement);
    }

    @Override
    public String command() {
        return Tags.command(statement);
    }

    @Override
    public String tag(long count) {
        return Tags.tag(statement, count);
    }

    @Nullable Plan plan() {
        return kind instanceof Kind.Planned planned ? planned.plan : null;
    }
}
