/// Founding and acquaintance, judged word by word.
@NullMarked
package dev.isochron.node.founding;

import org.jspecify.annotations.NullMarked;
