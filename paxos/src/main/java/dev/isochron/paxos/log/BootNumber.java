package dev.isochron.paxos.log;

/// The number of a boot: where in the log it begins, in sectors, and a lot that was drawn for it.
///
/// A later boot of a directory begins further on, so it has a higher number. Two that begin at the
/// same place were begun from equal directories, of which one is a copy of the other: what either
/// promised, the other does not know. The lot tells them apart.
public final class BootNumber {
    private static final int LOT_BITS = 20;

    /// A lot is below this.
    public static final long LOTS = 1L << LOT_BITS;

    /// Of the boot that makes the store. Nobody can have a copy of it yet.
    static final long FIRST = 1;

    private BootNumber() {}

    /// Of a boot that begins at `sector` of the log, later than `highest`, the highest number that
    /// the log shows.
    static long after(long highest, long sector, long lot) {
        if (lot < 0 || lot >= LOTS) {
            throw new IllegalArgumentException("a lot is less than " + LOTS + ", not " + lot);
        }
        return Math.max(place(highest) + 1, sector) << LOT_BITS | lot;
    }

    /// True if two boots of one incarnation were begun from equal directories. Numbers without a
    /// place are older than lots, and tell nothing of it.
    public static boolean areOfCopies(long one, long other) {
        return one != other && place(one) > 0 && place(one) == place(other);
    }

    /// True if a boot began before that sector of the log.
    public static boolean beginsBelow(long boot, long sector) {
        return place(boot) > 0 && place(boot) < sector;
    }

    private static long place(long boot) {
        return boot >>> LOT_BITS;
    }
}
