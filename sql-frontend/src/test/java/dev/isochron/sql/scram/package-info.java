/// Logins by SCRAM, against the vectors of the RFCs.
@NullMarked
package dev.isochron.sql.scram;

import org.jspecify.annotations.NullMarked;
