package dev.isochron.simulation.disk;

/// What becomes of the sectors that were written and not synced when the power goes.
public enum PowerCut {
    /// The disk had written nothing of them.
    LOSES_ALL,
    /// The disk had written all of them.
    KEEPS_ALL,
    /// Each sector for itself, and of several versions any.
    KEEPS_SOME,
    /// The later half of what was written is there, the earlier is not.
    KEEPS_LATER_HALF,
    /// The earlier half of what was written is there, the later is not.
    KEEPS_EARLIER_HALF
}
