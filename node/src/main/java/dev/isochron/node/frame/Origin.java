package dev.isochron.node.frame;

import dev.isochron.paxos.model.NodeId;
import java.util.Optional;
import java.util.UUID;

/// Who sends a frame, exactly: not only which node but which life of which data directory.
///
/// @param cluster the cluster that the sender belongs to; none while it is not founded
/// @param incarnation made with the sender's data directory; a wiped node has a new one
/// @param boot rises each time that directory is opened; a lower one is a stale copy
/// @param clockDomain which clocks the sender's readings may be compared with
public record Origin(
        NodeId node, Optional<UUID> cluster, UUID incarnation, long boot, String clockDomain) {

    /// Longest clock domain that is believed; a domain is a short word or three.
    public static final int MAX_DOMAIN_LENGTH = 256;

    public Origin {
        if (boot < 1) {
            throw new IllegalArgumentException("boots are counted from 1, not " + boot);
        }
        if (clockDomain.length() > MAX_DOMAIN_LENGTH) {
            throw new IllegalArgumentException(
                    "a clock domain has at most " + MAX_DOMAIN_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return node + "/" + incarnation.toString().substring(0, 8) + "." + boot;
    }
}
