package dev.isochron.node.shell;

import dev.isochron.paxos.replica.Chance;
import java.util.concurrent.ThreadLocalRandom;

/// The system's random numbers.
public final class SystemChance implements Chance {
    @Override
    public long below(long bound) {
        return ThreadLocalRandom.current().nextLong(bound);
    }
}
