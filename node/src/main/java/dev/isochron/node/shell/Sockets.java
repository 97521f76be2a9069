package dev.isochron.node.shell;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;

/// The kind of sockets that this machine is best at; what belongs together of Netty's many kinds.
///
/// @param handlers makes what waits for such sockets
/// @param outgoing the kind that dials
/// @param listening the kind that is dialled
public record Sockets(
        IoHandlerFactory handlers,
        Class<? extends Channel> outgoing,
        Class<? extends ServerChannel> listening) {

    /// Epoll on Linux, the JDK's own elsewhere.
    public static Sockets ofThisMachine() {
        return Epoll.isAvailable()
                ? new Sockets(
                        EpollIoHandler.newFactory(),
                        EpollSocketChannel.class,
                        EpollServerSocketChannel.class)
                : new Sockets(
                        NioIoHandler.newFactory(),
                        NioSocketChannel.class,
                        NioServerSocketChannel.class);
    }
}
