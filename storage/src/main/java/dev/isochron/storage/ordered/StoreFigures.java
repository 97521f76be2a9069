package dev.isochron.storage.ordered;

/// How a store is doing.
///
/// @param entries how many there are
/// @param fileBytes what it takes on the disk
/// @param mapBytes how large it can become before it has to grow its map; it does so by itself
/// @param openViews how many views are open now
/// @param outOfRoom whether the last batch found the disk full and lives off the reserve: new
///   writes of users are refused while it lasts, and it ends by itself when room comes back
public record StoreFigures(
        long entries, long fileBytes, long mapBytes, int openViews, boolean outOfRoom) {}
