package dev.isochron.bench.mix;

import dev.isochron.bench.harness.Words;

/// What clients do.
public enum Mix {
    /// Half reads, half updates of one column.
    YCSB_A,

    /// 95 % reads, 5 % updates.
    YCSB_B,

    /// Reads alone.
    YCSB_C,

    /// 95 % reads of what was inserted lately, 5 % inserts.
    YCSB_D,

    /// 95 % scans of up to 100 rows, 5 % inserts.
    YCSB_E,

    /// Half reads, half rows that are read, changed and written in one transaction.
    YCSB_F,

    /// 90 % transfers between two accounts, 10 % audits of all accounts at one moment.
    BANK;

    /// As it stands on the command line and in reports.
    @Override
    public String toString() {
        return Words.of(this);
    }

    static Mix of(String word) {
        return Words.in(Mix.class, word);
    }
}
