package dev.isochron.node.operate;

import dev.isochron.controller.word.View;
import dev.isochron.protocol.log.GroupStatus;
import dev.isochron.protocol.log.LogServiceGrpc;
import dev.isochron.protocol.log.ShardStatus;
import dev.isochron.protocol.log.StatusReply;
import dev.isochron.protocol.log.StatusRequest;
import dev.isochron.protocol.txn.ShardId;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The replicas whose rows are lost and that wait for another's state, as the nodes that have them
/// say. A leader does not know it of others, and so the controller does not either.
final class Damages {

    /// A node that was heard lately answers at once, or its line is left out.
    private static final int TIMEOUT_SECONDS = 2;

    /// A node reports every two seconds.
    private static final long HEARD_MILLIS = 10_000;

    private final TreeMap<ShardId, List<String>> lines = new TreeMap<>();

    /// Asks every node that was heard lately.
    static Damages of(View view) {
        Damages found = new Damages();
        for (View.ServerSeen seen : view.servers()) {
            if (seen.silentMillis() >= 0 && seen.silentMillis() < HEARD_MILLIS) {
                found.ask(seen);
            }
        }
        return found;
    }

    private void ask(View.ServerSeen seen) {
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(seen.server().address())
                        .usePlaintext()
                        .disableRetry()
                        .build();
        try {
            StatusReply status =
                    LogServiceGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                            .status(StatusRequest.getDefaultInstance());
            for (GroupStatus group : status.getGroupsList()) {
                if (group.hasShard() && !group.getShard().getDamaged().isEmpty()) {
                    note(seen, group.getShard());
                }
            }
        } catch (StatusRuntimeException unheard) {
            // What it would have said is not known; isochron status --connect tells why.
        } finally {
            channel.shutdownNow();
        }
    }

    private void note(View.ServerSeen on, ShardStatus shard) {
        lines.computeIfAbsent(new ShardId(shard.getShard()), _ -> new ArrayList<>())
                .add(
                        "DAMAGED on "
                                + on.server().id()
                                + ", where it has no state and fetches one: "
                                + shard.getDamaged());
    }

    /// What there is to say of a shard.
    List<String> of(ShardId shard) {
        return lines.getOrDefault(shard, List.of());
    }
}
