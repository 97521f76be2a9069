/// One judge for each promise. A judge watches what happens and throws when its invariant is
/// broken; it believes evidence, never what a replica thinks of itself.
///
/// ```
/// every step of every node ──▶ Court ──▶ Evidence (writes)
///                                   └──▶ Judge, Judge, ... (read, complain by name)
/// ```
///
/// To add a judge: implement [Judge], list it in [Court#all], and give it a mutation that it must
/// catch. Called by the cluster, through [Court].
@NullMarked
package dev.isochron.simulation.judge;

import org.jspecify.annotations.NullMarked;
