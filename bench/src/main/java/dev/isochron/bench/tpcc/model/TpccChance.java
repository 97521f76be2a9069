package dev.isochron.bench.tpcc.model;

import java.math.BigDecimal;
import java.util.SplittableRandom;

/// What the rules draw by chance, from one seed.
final class TpccChance {

    private static final String LETTERS =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static final String[] SYLLABLES = {
        "BAR", "OUGHT", "ABLE", "PRI", "PRES", "ESE", "ANTI", "CALLY", "ATION", "EING"
    };

    private static final String ORIGINAL = "ORIGINAL";

    private final SplittableRandom random;

    TpccChance(long seed) {
        random = new SplittableRandom(seed);
    }

    /// Of these two, different for every pair.
    static TpccChance of(long seed, long first, long second) {
        return new TpccChance(seed * 0x9E3779B97F4A7C15L + first * 1_000_003L + second);
    }

    /// From `from` to `to`, both included, all alike.
    int uniform(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    /// Clause 2.1.6.
    int nonUniform(int a, int c, int from, int to) {
        return ((uniform(0, a) | uniform(from, to)) + c) % (to - from + 1) + from;
    }

    boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }

    double fraction() {
        return random.nextDouble();
    }

    /// With `scale` digits behind the point, between these, which are counted in its last digit.
    BigDecimal decimal(int from, int to, int scale) {
        return BigDecimal.valueOf(uniform(from, to), scale);
    }

    /// Letters and digits.
    String text(int shortest, int longest) {
        return of(LETTERS, LETTERS.length(), uniform(shortest, longest));
    }

    /// Digits.
    String digits(int length) {
        return of(LETTERS, -10, length);
    }

    private String of(String letters, int count, int length) {
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] =
                    count > 0
                            ? letters.charAt(random.nextInt(count))
                            : letters.charAt(letters.length() + count + random.nextInt(-count));
        }
        return new String(text);
    }

    /// A text of which one in ten holds a certain word somewhere (clause 4.3.3.1).
    String maybeOriginal(int shortest, int longest) {
        String text = text(shortest, longest);
        if (!happens(10)) {
            return text;
        }
        int at = uniform(0, text.length() - ORIGINAL.length());
        return text.substring(0, at) + ORIGINAL + text.substring(at + ORIGINAL.length());
    }

    /// Clause 4.3.2.7.
    String zip() {
        return digits(4) + "11111";
    }

    /// Three syllables for the three digits of a number below 1000 (clause 4.3.2.3).
    static String lastName(int number) {
        return SYLLABLES[number / 100] + SYLLABLES[number / 10 % 10] + SYLLABLES[number % 10];
    }

    /// All numbers from 1 to `count`, in an order by chance.
    int[] permutation(int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(i + 1);
            numbers[i] = numbers[at];
            numbers[at] = i + 1;
        }
        return numbers;
    }
}
