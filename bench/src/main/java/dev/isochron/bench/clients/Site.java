package dev.isochron.bench.clients;

import java.nio.file.Path;

/// Where clients go, and what of them is on this machine.
///
/// @param port of a node that serves SQL at the loopback interface to anybody
/// @param scratch a directory for scripts
/// @param python the interpreter that has the libraries to be tried
/// @param modules a directory below which node.js finds its libraries
public record Site(int port, Path scratch, String python, Path modules) {

    static final String USER = "isochron";

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port, USER, USER);
    }
}
