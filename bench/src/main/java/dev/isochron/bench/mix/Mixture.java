package dev.isochron.bench.mix;

import java.util.random.RandomGenerator;

/// The rows of a mix, and what is done with them.
interface Mixture {

    /// Makes the table and fills it.
    void load();

    /// One operation, by chance.
    ///
    /// @throws RuntimeException if it cannot be done, or an answer cannot be true
    void once(Mix mix, RandomGenerator chance);
}
