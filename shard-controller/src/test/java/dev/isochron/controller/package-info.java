/// Tests of the controller's decisions: properties over random clusters, and the scale that no test
/// machine has.
@NullMarked
package dev.isochron.controller;

import org.jspecify.annotations.NullMarked;
