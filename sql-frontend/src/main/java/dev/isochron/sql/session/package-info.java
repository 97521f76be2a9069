/// One client's session: transactions, prepared statements, portals, settings.
///
/// ```
/// Session      what the protocol calls: query, parse, bind, describe, execute, close, sync
/// ├── Block        BEGIN … COMMIT: none | implicit | open | failed, with savepoints
/// ├── Statements   runs one statement: Control, Setting, Prepared, Copy here; the rest by Engine
/// ├── Shelf        prepared statements by name        Portals   their runs by name
/// └── SettingValues
/// Output       port: where answers go; can take back what has not left
/// Engine       port: compiles and runs; its Unit is a transaction or a snapshot
/// Bell         port: rung to cancel a statement or to end the session
/// Activity     port: told what the session does, for others to see; Peers: the others
/// ```
///
/// A statement outside of a block is run again, from its beginning, when its transaction was
/// aborted and none of its answer has left; so is a chain of messages up to its Sync. Inside a
/// block the client is told (40001) and decides.
///
/// For one thread at a time. Waits in its ports only.
@NullMarked
package dev.isochron.sql.session;

import org.jspecify.annotations.NullMarked;
