/// Tests of what a leader keeps while it leads.
@NullMarked
package dev.isochron.shard.lead;

import org.jspecify.annotations.NullMarked;
