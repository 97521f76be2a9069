package dev.isochron.node.ledger;

import dev.isochron.truetime.Timestamp;

/// One life of one client.
///
/// @param born some time before the client sent its first command, as a server told it; lets a
///   ledger refuse clients that it may have forgotten
/// @param number tells apart those born at one time; drawn at random
public record ClientId(Timestamp born, long number) {

    /// Stands for no client: none is born that early.
    static final ClientId NOBODY = new ClientId(Timestamp.MIN, 0);

    /// True if it is the client that is written so.
    boolean is(long bornNanos, long itsNumber) {
        return born.nanos() == bornNanos && number == itsNumber;
    }

    @Override
    public String toString() {
        return "c" + born.nanos() + "-" + Long.toHexString(number);
    }
}
