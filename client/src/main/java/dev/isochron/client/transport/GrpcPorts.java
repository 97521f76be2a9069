package dev.isochron.client.transport;

import dev.isochron.client.port.Ports;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import java.security.SecureRandom;

/// The ports of a client that runs for real.
public final class GrpcPorts {

    private GrpcPorts() {}

    /// Without encryption: for one machine, or a network that nobody else is in.
    public static Ports plain() {
        return with(InsecureChannelCredentials.create());
    }

    /// With these credentials, such as `TlsChannelCredentials` with the cluster's authority.
    public static Ports with(ChannelCredentials credentials) {
        SecureRandom random = new SecureRandom();
        return new Ports(new GrpcTransport(credentials), new ThreadSessions(), random::nextLong);
    }
}
