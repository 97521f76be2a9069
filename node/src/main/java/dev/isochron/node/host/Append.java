package dev.isochron.node.host;

import dev.isochron.paxos.model.HardRecord;
import java.util.List;

/// Records on their way into the durable log.
public final class Append {

    /// Stands for everything that was in the log before.
    static final Append DONE = new Append(List.of(), () -> {});

    static {
        DONE.synced = true;
    }

    private final List<HardRecord> records;
    private final Runnable whenSynced;
    private long position;
    private boolean synced;

    Append(List<HardRecord> records, Runnable whenSynced) {
        this.records = records;
        this.whenSynced = whenSynced;
    }

    public boolean isSynced() {
        return synced;
    }

    List<HardRecord> records() {
        return records;
    }

    /// Where it stands in the log, once it does.
    long position() {
        return position;
    }

    void standsAt(long position) {
        this.position = position;
    }

    void becomeSynced() {
        synced = true;
        whenSynced.run();
    }
}
