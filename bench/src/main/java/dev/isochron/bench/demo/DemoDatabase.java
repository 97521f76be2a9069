package dev.isochron.bench.demo;

import dev.isochron.bench.tpcc.sql.SqlFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// A database of a demo, through JDBC, at whichever node answers.
///
/// @param name in lower case
record DemoDatabase(List<Integer> ports, String name) {

    private static final String EXISTS = "42P04";

    DemoDatabase {
        ports = List.copyOf(ports);
    }

    String url() {
        return url(name);
    }

    private String url(String database) {
        String hosts = String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
        return "jdbc:postgresql://"
                + hosts
                + "/"
                + database
                + "?user=isochron&loadBalanceHosts=true&connectTimeout=5&socketTimeout=60";
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /// Creates it unless it is there.
    void create() {
        try (Connection connection = DriverManager.getConnection(url("isochron"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            if (!EXISTS.equals(e.getSQLState())) {
                throw new SqlFailure(e);
            }
        }
    }
}
