/// The shell: where statements end, how results look, what a script comes to.
@NullMarked
package dev.isochron.node.console;

import org.jspecify.annotations.NullMarked;
