/// Nodes as processes: what they say when they cannot start, and what they tell of themselves.
@NullMarked
package dev.isochron.node.process;

import org.jspecify.annotations.NullMarked;
