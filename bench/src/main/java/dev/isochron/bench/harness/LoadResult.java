package dev.isochron.bench.harness;

/// What came of one load.
///
/// @param completed operations that succeeded, however late
/// @param inTime those of them that ended within the load's length
/// @param failed operations that ended in an error
/// @param seconds the load's length
/// @param latencies of every completed operation
public record LoadResult(
        long completed, long inTime, long failed, double seconds, Latencies latencies) {

    public double perSecond() {
        return inTime / seconds;
    }

    /// As one word, for the way between processes.
    public String encoded() {
        return "%d;%d;%d;%s;%s".formatted(completed, inTime, failed, seconds, latencies.encoded());
    }

    public static LoadResult decode(String encoded) {
        String[] parts = encoded.split(";", 5);
        if (parts.length != 5) {
            throw new IllegalArgumentException("not an encoded load result: " + encoded);
        }
        return new LoadResult(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Double.parseDouble(parts[3]),
                Latencies.decode(parts[4]));
    }
}
