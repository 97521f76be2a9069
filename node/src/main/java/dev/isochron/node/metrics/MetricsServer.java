package dev.isochron.node.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.isochron.node.cli.Complaint;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Answers `GET /metrics`. Meant for the loopback or a trusted network: it asks nobody who they are
/// and tells nothing but numbers.
public final class MetricsServer implements AutoCloseable {
    private static final String PATH = "/metrics";

    /// Connections that may wait to be accepted: a scraper has one.
    private static final int BACKLOG = 8;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Supplier<Optional<MetricSnapshots>> look;

    private MetricsServer(HttpServer server, Supplier<Optional<MetricSnapshots>> look) {
        this.server = server;
        this.look = look;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /// Listens at `address` until it is closed.
    ///
    /// @param look is asked at each request; nothing if the node does not answer
    /// @throws Complaint if the address is not to be had
    public static MetricsServer start(
            InetSocketAddress address, Supplier<Optional<MetricSnapshots>> look) {
        try {
            return new MetricsServer(HttpServer.create(address, BACKLOG), look);
        } catch (IOException e) {
            throw new Complaint(
                    "metrics cannot be served: " + e.getMessage(),
                    "--metrics-listen " + address.getHostString() + ":" + address.getPort(),
                    "Stop the process that has the address, or choose another.",
                    e);
        }
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                say(exchange, NOT_ALLOWED, "Only GET is understood here.\n");
            } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
                say(exchange, NOT_FOUND, "Metrics are at " + PATH + ".\n");
            } else {
                scrape(exchange);
            }
        }
    }

    private void scrape(HttpExchange exchange) throws IOException {
        Optional<MetricSnapshots> seen = look.get();
        if (seen.isEmpty()) {
            say(exchange, UNAVAILABLE, "The node is starting, or its loop does not answer.\n");
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.write(bytes, seen.get(), EscapingScheme.UNDERSCORE_ESCAPING);
        send(exchange, OK, writer.getContentType(), bytes.toByteArray());
    }

    private static void say(HttpExchange exchange, int code, String words) throws IOException {
        send(exchange, code, "text/plain; charset=utf-8", words.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int code, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
