@NullMarked
package dev.isochron.node.book;

import org.jspecify.annotations.NullMarked;
