/// How nodes come to be one cluster, and how each knows later that the others are who they were.
///
/// ```
/// Incarnation    made with a data directory; a later directory of a node has a higher one
/// Founding       hellos until all agree, then Found (create the voters) or Join (as a learner)
/// Acquaintances  admits frames of known peers; turns away strangers, stale copies and doubles
/// Rejections     how many peers turned this node away, and when it must give up
/// ```
///
/// A node without data creates voters only if every node of the plan has met exactly the same
/// incarnations and none of them is in a cluster already, or if a founded one knows it by its very
/// incarnation; a node that lost its data finds that the others know another one and joins as a
/// learner (P6). Pure; called by `assembly`.
@NullMarked
package dev.isochron.node.founding;

import org.jspecify.annotations.NullMarked;
