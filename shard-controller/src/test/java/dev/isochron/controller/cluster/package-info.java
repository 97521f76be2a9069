/// Tests of the image and its parts.
@NullMarked
package dev.isochron.controller.cluster;

import org.jspecify.annotations.NullMarked;
