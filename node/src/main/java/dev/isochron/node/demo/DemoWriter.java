package dev.isochron.node.demo;

import dev.isochron.node.desk.Answer;
import dev.isochron.node.ledger.ClientId;
import dev.isochron.node.ledger.Command;
import dev.isochron.node.process.NodeProcess;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.truetime.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A client with a few lines under way, which finds the leader and follows it. A line whose fate is
/// not known is sent again under its own number, so that it is written once.
final class DemoWriter implements AutoCloseable {
    private static final GroupId GROUP = new GroupId(1);
    private static final long PAUSE_MILLIS = 20;

    private final List<NodeProcess> nodes;
    private final ScheduledExecutorService pauses = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong written = new AtomicLong();

    private volatile int leader;
    private volatile boolean closed;

    DemoWriter(List<NodeProcess> nodes, Timestamp born, int underWay) {
        this.nodes = nodes;

        for (int i = 0; i < underWay; i++) {
            ClientId client = new ClientId(born, i + 1L);
            write(line(client, 1));
        }
    }

    /// Lines that were acknowledged.
    long written() {
        return written.get();
    }

    private static Command line(ClientId client, long sequence) {
        String text = "line " + sequence + " of writer " + client.number();
        return new Command(client, sequence, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(Command command) {
        if (!closed) {
            nodes.get(leader)
                    .withNode(node -> node.append(GROUP, command, a -> answered(command, a)));
        }
    }

    private void answered(Command command, Answer answer) {
        switch (answer) {
            case Answer.Recorded _, Answer.Expired _ -> {
                written.incrementAndGet();
                write(line(command.client(), command.sequence() + 1));
            }
            case Answer.NotLeader not -> {
                int next = (leader + 1) % nodes.size();
                leader = not.leader().map(DemoWriter::index).orElse(next);
                later(command);
            }
            case Answer.Busy _, Answer.NotDone _, Answer.OutcomeUnknown _ -> later(command);
            case Answer.Lines _, Answer.Rejected _ ->
                    throw new IllegalStateException("a plain line was answered with " + answer);
        }
    }

    private static int index(NodeId node) {
        return (int) node.value() - 1;
    }

    private void later(Command command) {
        if (!closed) {
            var _ = pauses.schedule(() -> write(command), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        closed = true;
        pauses.shutdownNow();
    }
}
