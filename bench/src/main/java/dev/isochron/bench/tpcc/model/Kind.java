package dev.isochron.bench.tpcc.model;

import dev.isochron.bench.harness.Words;
import java.time.Duration;

/// The five transactions (clause 5.2.5).
public enum Kind {
    NEW_ORDER(45, 18, 12, 5),
    PAYMENT(43, 3, 12, 5),
    ORDER_STATUS(4, 2, 10, 5),
    DELIVERY(4, 2, 5, 80),
    STOCK_LEVEL(4, 2, 5, 20);

    private final int percent;
    private final Duration keying;
    private final Duration thinking;
    private final Duration limit;

    Kind(int percent, int keyingSeconds, int thinkingSeconds, int limitSeconds) {
        this.percent = percent;
        this.keying = Duration.ofSeconds(keyingSeconds);
        this.thinking = Duration.ofSeconds(thinkingSeconds);
        this.limit = Duration.ofSeconds(limitSeconds);
    }

    /// Its share of all transactions.
    public int percent() {
        return percent;
    }

    /// How long a person types, at least.
    public Duration keying() {
        return keying;
    }

    /// How long a person thinks afterwards, on average.
    public Duration thinking() {
        return thinking;
    }

    /// What nine of ten responses must not exceed. That of deliveries is for their completion,
    /// which a person does not wait for.
    public Duration limit() {
        return limit;
    }

    @Override
    public String toString() {
        return Words.of(this);
    }
}
