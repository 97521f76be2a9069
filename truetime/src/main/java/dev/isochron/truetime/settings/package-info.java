/// The settings of a node's clock: names, defaults, and the relations that must hold between them.
///
/// [ClockSettings] refuses, with all that is wrong at once, what the clock could not work with.
/// Pure; called by `host` and by whoever reads a node's configuration.
@NullMarked
package dev.isochron.truetime.settings;

import org.jspecify.annotations.NullMarked;
