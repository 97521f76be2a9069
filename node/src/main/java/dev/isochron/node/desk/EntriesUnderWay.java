package dev.isochron.node.desk;

/// How many entries of all its groups a node has under way.
///
/// A few groups overlap their rounds, which costs little and saves a wait. With many groups at work
/// there is no wait to be saved: the node is busy anyway, and every round of a group costs it the
/// same, whether one command goes along or ten. So beyond a number of entries each group has one
/// under way, and what comes meanwhile goes together with the next.
public final class EntriesUnderWay {
    private final int overlapping;
    private int count;

    /// @param overlapping with so many under way, groups overlap theirs no more
    public EntriesUnderWay(int overlapping) {
        this.overlapping = overlapping;
    }

    /// Whether a group that has so many may add one.
    boolean allows(int own, int depth) {
        return own == 0 || (own < depth && count < overlapping);
    }

    void begin() {
        count++;
    }

    void end() {
        count--;
    }
}
