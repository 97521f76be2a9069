/// The wire codec: what is written is read back, and what is damaged is refused and nothing worse.
@NullMarked
package dev.isochron.node.wire;

import org.jspecify.annotations.NullMarked;
