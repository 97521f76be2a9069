package dev.isochron.controller.cluster;

/// What a shard costs, as its leader last measured it.
///
/// @param bytes stored, in one copy
/// @param requests per second, over the last minutes
public record Load(long bytes, long requests) {

    public static final Load NONE = new Load(0, 0);

    public Load {
        if (bytes < 0 || requests < 0) {
            throw new IllegalArgumentException(
                    "a load is not negative: " + bytes + ", " + requests);
        }
    }
}
