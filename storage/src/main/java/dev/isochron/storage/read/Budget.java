package dev.isochron.storage.read;

/// How many steps a walk may still take.
final class Budget {
    private int left;

    Budget(int steps) {
        left = steps;
    }

    void spend() {
        left--;
    }

    boolean isSpent() {
        return left <= 0;
    }
}
