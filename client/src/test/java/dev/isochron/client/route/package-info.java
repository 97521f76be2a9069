/// Tests of routing.
@NullMarked
package dev.isochron.client.route;

import org.jspecify.annotations.NullMarked;
