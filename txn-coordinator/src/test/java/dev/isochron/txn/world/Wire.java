package dev.isochron.txn.world;

import dev.isochron.protocol.commit.Parley;

/// What can be on its way to a shard.
sealed interface Wire {

    int to();

    record Peer(Parley message) implements Wire {
        @Override
        public int to() {
            return Plan.owner(message.to());
        }
    }

    record Prepare(int to) implements Wire {}

    record Commit() implements Wire {
        @Override
        public int to() {
            return 0;
        }
    }

    record Ask() implements Wire {
        @Override
        public int to() {
            return 0;
        }
    }
}
