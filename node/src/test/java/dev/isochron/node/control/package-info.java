/// Tests of what `dev.isochron.node.control` promises.
@NullMarked
package dev.isochron.node.control;

import org.jspecify.annotations.NullMarked;
