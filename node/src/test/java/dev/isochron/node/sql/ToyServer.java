package dev.isochron.node.sql;

import dev.isochron.sql.scram.Verifier;
import dev.isochron.sql.session.Engine;
import dev.isochron.sql.session.ToyEngine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/// A listener on an engine of toys; `tom`'s password is `secret`.
final class ToyServer implements AutoCloseable {
    final ToyEngine engine = new ToyEngine();
    final SqlListener listener;

    ToyServer(SqlOptions options) {
        listener =
                SqlListener.start(
                        options,
                        new Gateway() {
                            @Override
                            public Optional<Verifier> verifier(String user) {
                                return user.equals("tom")
                                        ? Optional.of(Verifier.of("secret", new byte[16], 4096))
                                        : Optional.empty();
                            }

                            @Override
                            public boolean hasDatabase(String name) {
                                return name.equals("toys");
                            }

                            @Override
                            public Engine engine(String database) {
                                return engine;
                            }

                            @Override
                            public long micros() {
                                return 0;
                            }

                            @Override
                            public long node() {
                                return 3;
                            }

                            @Override
                            public void serve(Sessions sessions) {}

                            @Override
                            public void cancelElsewhere(int process, byte[] secret) {}
                        });
    }

    static SqlOptions trusting() {
        return SqlOptions.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SqlOptions.Trust.LOOPBACK);
    }

    static SqlOptions asking() {
        return SqlOptions.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SqlOptions.Trust.NOBODY);
    }

    int port() {
        return listener.address().getPort();
    }

    String url(String parameters) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/toys?user=tom&" + parameters;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url("password=secret"));
    }

    @Override
    public void close() {
        listener.close();
    }
}
