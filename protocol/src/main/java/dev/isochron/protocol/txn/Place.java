package dev.isochron.protocol.txn;

/// A node that has a replica, and where to reach it.
///
/// @param node its number, from 1
/// @param address host and port
public record Place(long node, String address) {

    /// A name of the domain name system has at most 253 bytes; behind it come a colon and a port.
    public static final int MAX_ADDRESS = 260;

    public Place {
        if (node < 1) {
            throw new IllegalArgumentException("node ids start at 1, not " + node);
        }
        if (address.isEmpty() || address.length() > MAX_ADDRESS) {
            throw new IllegalArgumentException(
                    "an address has 1 to " + MAX_ADDRESS + " characters, not " + address.length());
        }
    }

    @Override
    public String toString() {
        return "node " + node + " (" + address + ")";
    }
}
