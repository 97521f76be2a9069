/// Tests of what `dev.isochron.controller.wire` promises.
@NullMarked
package dev.isochron.controller.wire;

import org.jspecify.annotations.NullMarked;
