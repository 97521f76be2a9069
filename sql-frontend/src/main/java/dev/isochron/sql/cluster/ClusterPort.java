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
            };
}
