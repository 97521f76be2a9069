package dev.isochron.bench.log;

/// A part of the bench that can be run on its own.
public enum LogPart {
    /// One group, all subjects in turns.
    ONE_GROUP("one-group"),

    /// In the part of one group: loads of a fixed rate as well.
    OPEN_LOADS("open-loads"),

    /// Many groups, one subject after the other, ours beside its own one group.
    MANY_GROUPS("many-groups"),

    /// Groups that nobody asks anything of.
    QUIET_GROUPS("quiet-groups");

    private final String word;

    LogPart(String word) {
        this.word = word;
    }

    /// As it stands on the command line.
    @Override
    public String toString() {
        return word;
    }
}
