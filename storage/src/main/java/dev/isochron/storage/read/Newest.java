package dev.isochron.storage.read;

import dev.isochron.protocol.key.Span;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;

/// The newest version of a span, as far as it was examined.
///
/// @param timestamp of rows and tombstones alike; [Timestamp#MIN] if there is no version
/// @param rest what was not examined yet
public record Newest(Timestamp timestamp, Optional<Span> rest) {}
