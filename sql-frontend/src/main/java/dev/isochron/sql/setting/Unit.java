package dev.isochron.sql.setting;

import java.math.BigDecimal;

/// What a number counts. The first unit of each is what a number alone means.
public enum Unit {
    NONE(new String[] {""}, new long[] {1}),
    MILLIS(
            new String[] {"ms", "s", "min", "h", "d"},
            new long[] {1, 1_000, 60_000, 3_600_000, 86_400_000}),
    KILOBYTES(new String[] {"kB", "MB", "GB", "TB"}, new long[] {1, 1 << 10, 1 << 20, 1L << 30});

    @SuppressWarnings("ImmutableEnumChecker") // never written after construction
    private final String[] names;

    @SuppressWarnings("ImmutableEnumChecker") // never written after construction
    private final long[] factors;

    Unit(String[] names, long[] factors) {
        this.names = names;
        this.factors = factors;
    }

    /// How many of the smallest one of these is; zero if there is no such unit.
    BigDecimal factor(String name) {
        if (name.isEmpty()) {
            return BigDecimal.ONE;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return BigDecimal.valueOf(factors[i]);
            }
        }
        boolean micros = this == MILLIS && name.equals("us");
        return micros ? new BigDecimal("0.001") : BigDecimal.ZERO;
    }

    String names() {
        String all = "\"" + String.join("\", \"", names) + "\"";
        return this == MILLIS ? "\"us\", " + all : all;
    }

    /// What a number alone counts.
    public String smallest() {
        return names[0];
    }

    String suffix() {
        return this == NONE ? "" : " " + names[0];
    }

    /// The number with the largest unit that divides it, as SHOW has it.
    String text(long number) {
        if (this == NONE || number <= 0) {
            return Long.toString(number);
        }
        int largest = factors.length - 1;
        while (number % factors[largest] != 0) {
            largest--;
        }
        return number / factors[largest] + names[largest];
    }
}
