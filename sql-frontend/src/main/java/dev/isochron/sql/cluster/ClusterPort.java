package dev.isochron.sql.cluster;

import dev.isochron.protocol.key.Key;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;

/// Asks the cluster; every method may block for some seconds.
public interface ClusterPort {

    /// How it is.
    ///
    /// @throws SqlException if nobody who knows answers
    ClusterFacts look();

    /// Makes a shard begin at a key; returns when one does.
    ///
    /// @param alive throws if the statement is to end
    /// @throws SqlException if that is refused, with the reason and what would help
    void splitAt(Key key, Runnable alive);

    /// Whether rows could be placed so.
    ///
    /// @throws SqlException if not, with the reason and what would make it possible
    void consider(Placement placement);

    /// Tells what a database says of its rows; returns at once.
    ///
    /// @param heard is run when the cluster has it, and never if it does not answer
    void govern(PlacementRules rules, Runnable heard);

    /// Where there is a store and no cluster.
    ClusterPort NONE =
            new ClusterPort() {
                @Override
                public ClusterFacts look() {
                    return ClusterFacts.NONE;
                }

                @Override
                public void splitAt(Key key, Runnable alive) {
                    throw SqlException.of(
                            SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE,
                            "this store is no cluster, and has no shards to be split");
                }

                @Override
                public void consider(Placement placement) {
                    throw SqlException.of(
                            SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE,
                            "this store is no cluster, and keeps its rows once");
                }

                @Override
                public void govern(PlacementRules rules, Runnable heard) {
                    heard.run();
                }
            };
}
