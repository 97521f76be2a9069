package dev.isochron.protocol.error;

/// By which rule this transaction had to give way, and not the other.
public enum VictimRule {
    /// Wound-wait: it held the lock, an older transaction wanted it, and it had not voted yet.
    HELD_BY_YOUNGER("an older transaction wanted the lock that it held, and older ones go first"),
    /// Wound-wait: it waited ahead of an older transaction for the same lock.
    AWAITED_BY_YOUNGER("an older transaction wanted the lock that it waited for"),
    /// Wound-wait: it had voted, so its coordinator was asked, which had proposed no outcome yet.
    VOTED_BUT_UNDECIDED(
            "an older transaction wanted the lock that it held, and its commit was undecided"),
    /// A later attempt of the same transaction had begun; two at once would stand in each other's
    /// way.
    SUPERSEDED("a later attempt of the same transaction had begun");

    private final String reason;

    VictimRule(String reason) {
        this.reason = reason;
    }

    /// Why, as the end of a sentence that begins with "because".
    public String reason() {
        return reason;
    }
}
