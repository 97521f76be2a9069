/// Tests of the real ports.
@NullMarked
package dev.isochron.node.shell;

import org.jspecify.annotations.NullMarked;
