/// Real sockets around sessions.
@NullMarked
package dev.isochron.node.sql;

import org.jspecify.annotations.NullMarked;
