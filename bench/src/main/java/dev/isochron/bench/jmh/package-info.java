/// Micro-benchmarks of hot paths, run by JMH in processes of their own.
///
/// One class per hot path; its header says what it must cost. `isochron bench clock` runs those of
/// the clock; `java -cp … org.openjdk.jmh.Main NAME -prof gc` runs any.
@NullMarked
package dev.isochron.bench.jmh;

import org.jspecify.annotations.NullMarked;
