/// The ledger, its memory of clients, and its checkpoint.
@NullMarked
package dev.isochron.node.ledger;

import org.jspecify.annotations.NullMarked;
