package dev.isochron.bench.harness;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// A histogram of response times; any thread may record.
///
/// It travels between processes as text, see [#encoded] and [#decode].
public final class Latencies {

    /// A response slower than this has failed; it also bounds the histogram's memory.
    private static final long SLOWEST_NANOS = 120_000_000_000L;

    /// Values are kept to 0.1 %: finer than any two runs agree.
    private static final int DIGITS = 3;

    private final Histogram nanos;

    public Latencies() {
        this(new ConcurrentHistogram(SLOWEST_NANOS, DIGITS));
    }

    /// One of a hundredth's precision, for when there are many: one for each second of a run.
    public static Latencies small() {
        return new Latencies(new Histogram(SLOWEST_NANOS, 2));
    }

    private Latencies(Histogram nanos) {
        this.nanos = nanos;
    }

    public void record(long responseNanos) {
        nanos.recordValue(Math.clamp(responseNanos, 1, SLOWEST_NANOS));
    }

    public void add(Latencies other) {
        nanos.add(other.nanos);
    }

    public long count() {
        return nanos.getTotalCount();
    }

    /// The response time, in microseconds, that `percent` of the operations did not exceed.
    public double micros(double percent) {
        return nanos.getValueAtPercentile(percent) / 1e3;
    }

    public double slowestMicros() {
        return nanos.getMaxValue() / 1e3;
    }

    public String encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(nanos.getNeededByteBufferCapacity());
        int length = nanos.encodeIntoCompressedByteBuffer(bytes);
        bytes.flip().limit(length);
        return Base64.getEncoder().encodeToString(toArray(bytes));
    }

    public static Latencies decode(String encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded));
        try {
            return new Latencies(
                    ConcurrentHistogram.decodeFromCompressedByteBuffer(bytes, SLOWEST_NANOS));
        } catch (DataFormatException damaged) {
            throw new IllegalArgumentException("not an encoded histogram", damaged);
        }
    }

    @Override
    public String toString() {
        return "%d responses, p50 %.0f µs, p99 %.0f µs, slowest %.0f µs"
                .formatted(count(), micros(50), micros(99), slowestMicros());
    }

    private static byte[] toArray(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }
}
