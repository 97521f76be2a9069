package dev.isochron.node.process;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Whoever sends something to a server's port that is no HTTP/2 loses the connection, and nothing
/// else happens. The transport would log each with a stack trace, and ports are probed by many.
final class StrayBytes {

    /// Held, or its level is forgotten when it is collected.
    private static final Logger TRANSPORT =
            Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerTransport");

    private StrayBytes() {}

    static void areNoNews() {
        TRANSPORT.setLevel(Level.WARNING);
    }
}
