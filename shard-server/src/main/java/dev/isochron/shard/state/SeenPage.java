package dev.isochron.shard.state;

import dev.isochron.protocol.key.Span;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;

/// A part of a scan under locks.
///
/// @param met the newest version that was examined, deletions included
/// @param rest what was not examined
public record SeenPage(List<SeenRow> rows, Timestamp met, Optional<Span> rest) {}
