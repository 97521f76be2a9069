package dev.isochron.sql.bind;

import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Routines;

/// What statements are bound against.
///
/// @param tables that they can name
/// @param routines that they can call
/// @param env the session in which they are planned
public record Ground(Tables tables, Routines routines, Env env) {}
