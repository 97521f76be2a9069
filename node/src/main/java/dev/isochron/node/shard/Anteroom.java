package dev.isochron.node.shard;

import dev.isochron.node.port.Loop;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Requests that came while nobody leads a shard and somebody is about to. To turn them away would
/// let their clients come again with growing pauses, and miss the moment by as much.
final class Anteroom {

    /// Shorter than the half second after which clients send once more what was not answered.
    private static final long PATIENCE_NANOS = 200_000_000L;

    /// More than a node has clients under way at one shard, with room.
    private static final int MAX_WAITING = 1_024;

    private final Loop loop;
    private final Runnable look;
    private final ArrayDeque<Guest> guests = new ArrayDeque<>();

    private record Guest(Request request, Consumer<Reply> client, long untilNanos) {}

    /// @param look makes sure that [#open] is called in this turn
    Anteroom(Loop loop, Runnable look) {
        this.loop = loop;
        this.look = look;
    }

    boolean hasRoom() {
        return guests.size() < MAX_WAITING;
    }

    void admit(Request request, Consumer<Reply> client) {
        if (guests.isEmpty()) {
            watchClock();
        }
        guests.add(new Guest(request, client, loop.uptimeNanos() + PATIENCE_NANOS));
        look.run();
    }

    /// Until nobody waits any more, whatever becomes of the replica.
    private void watchClock() {
        loop.at(
                loop.uptimeNanos() + PATIENCE_NANOS,
                () -> {
                    if (!guests.isEmpty()) {
                        look.run();
                        watchClock();
                    }
                });
    }

    /// Lets those go on that waited long enough, or all of them.
    void open(boolean all, BiConsumer<Request, Consumer<Reply>> on) {
        List<Guest> called = new ArrayList<>();
        while (!guests.isEmpty() && (all || guests.getFirst().untilNanos() <= loop.uptimeNanos())) {
            called.add(guests.removeFirst());
        }
        called.forEach(guest -> on.accept(guest.request(), guest.client()));
    }
}
