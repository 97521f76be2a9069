/// How commands of clients become entries.
@NullMarked
package dev.isochron.node.desk;

import org.jspecify.annotations.NullMarked;
