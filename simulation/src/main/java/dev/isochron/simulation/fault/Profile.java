package dev.isochron.simulation.fault;

/// Which troubles a run has, and how often each strikes on the average, in seconds; 0 is never.
/// Members change and leadership moves in all of them.
public enum Profile {
    CALM(0, 0, 0, 0, 20),
    NETWORK(2, 0, 0, 0, 10),
    PROCESS(0, 3, 0, 0, 10),
    DISK(0, 15, 2, 0, 10),
    CLOCK(0, 0, 0, 6, 10),
    MEMBERSHIP(6, 12, 20, 0, 2),
    EVERYTHING(4, 7, 10, 15, 8);

    private final int network;
    private final int process;
    private final int disk;
    private final int clock;
    private final int members;

    Profile(int network, int process, int disk, int clock, int members) {
        this.network = network;
        this.process = process;
        this.disk = disk;
        this.clock = clock;
        this.members = members;
    }

    /// The profile of a seed that was given none: every other seed meets everything.
    public static Profile of(long seed) {
        Profile[] all = values();
        long half = Math.floorMod(seed, 2L * (all.length - 1));
        return half < all.length - 1 ? all[(int) half] : EVERYTHING;
    }

    int networkSeconds() {
        return network;
    }

    int processSeconds() {
        return process;
    }

    int diskSeconds() {
        return disk;
    }

    int clockSeconds() {
        return clock;
    }

    int memberSeconds() {
        return members;
    }

    /// True if only clocks and members are troubled: a lie must then be found out in time.
    public boolean carriesMessagesWell() {
        return network == 0 && process == 0 && disk == 0;
    }
}
