/// What one node says to another: a frame, with everything that waited for that peer.
///
/// ```
/// Frame   = Origin, clock reading of the sender, Word
/// Origin  = node, cluster (none before founding), incarnation of its store, boot, clock domain
/// Word    = Letters(envelopes of any groups) | Hello | Ping | Nodes | Goodbye(why, to which life)
/// ```
///
/// Frames may be lost, doubled, reordered and late, as the messages in them may. Nothing here has
/// behaviour; everything is immutable. Written by `assembly`, carried by a network, real or not.
@NullMarked
package dev.isochron.node.frame;

import org.jspecify.annotations.NullMarked;
