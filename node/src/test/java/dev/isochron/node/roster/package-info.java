@NullMarked
package dev.isochron.node.roster;

import org.jspecify.annotations.NullMarked;
