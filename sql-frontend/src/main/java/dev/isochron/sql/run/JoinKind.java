package dev.isochron.sql.run;

/// Which rows a join gives.
public enum JoinKind {
    /// Pairs that match.
    INNER("Inner"),
    /// These, and rows of the left without a match.
    LEFT("Left"),
    /// These, and rows of both sides without a match.
    FULL("Full"),
    /// Rows of the left with a match, once, and nothing of the right.
    SEMI("Semi"),
    /// Rows of the left without a match.
    ANTI("Anti");

    private final String title;

    JoinKind(String title) {
        this.title = title;
    }

    /// As EXPLAIN writes it.
    public String title() {
        return title;
    }

    /// Whether the columns of the right follow those of the left.
    public boolean givesRight() {
        return this == INNER || this == LEFT || this == FULL;
    }
}
