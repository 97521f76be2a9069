/// The one ordered key space that every row of the cluster lives in.
///
/// ```
/// Key         a string of 0 to 480 bytes; order is unsigned, byte by byte, shorter first
/// Span        the keys from one, included, to another, excluded, or to the end of the space
/// KeyBuilder  bytes on their way to becoming a key
/// ```
///
/// Facts that everything above leans on, each held by a property test:
///
/// - the order is total, and every key but the last has a next one with nothing between;
/// - the keys that begin with some prefix are one span, from the prefix to [Key#afterPrefix];
/// - splitting a span gives two that touch, do not overlap and cover it.
///
/// What the bytes mean is said in `dev.isochron.protocol.layout`. Everybody may call; nothing here
/// depends on anything.
@NullMarked
package dev.isochron.protocol.key;

import org.jspecify.annotations.NullMarked;
