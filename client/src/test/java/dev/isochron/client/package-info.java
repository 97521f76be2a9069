/// Tests of what `dev.isochron.client` promises, against a cluster by hand.
@NullMarked
package dev.isochron.client;

import org.jspecify.annotations.NullMarked;
