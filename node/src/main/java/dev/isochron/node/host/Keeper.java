package dev.isochron.node.host;

import dev.isochron.paxos.log.Holding;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Slot;
import java.util.List;

/// A replica that keeps an old segment of the log from going.
public interface Keeper {

    /// True if it is making its state durable, after which it needs the segment no more; it is
    /// asked again later.
    boolean isLettingGo(Holding holding);

    /// The log is nearly full: it keeps nothing up to `slot` for others any more.
    void letGo(Slot slot);

    /// Its whole hard state, to be written again.
    List<HardRecord> hardState();
}
