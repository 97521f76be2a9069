package dev.isochron.controller.cluster;

import java.util.List;
import java.util.Optional;

/// What a shard's leader sees in it, besides its shape.
///
/// @param bySize where it could be cut so that both halves keep their part of the bytes
/// @param byLoad where it could be cut so that both halves keep their part of the requests
/// @param hot rows that no cut would help, the hottest first
public record Survey(
        Load load, Optional<Border> bySize, Optional<Border> byLoad, List<HotRow> hot) {

    public static final Survey NONE = of(Load.NONE);

    public Survey {
        hot = List.copyOf(hot);
    }

    /// Of a shard that nobody would cut.
    public static Survey of(Load load) {
        return new Survey(load, Optional.empty(), Optional.empty(), List.of());
    }
}
