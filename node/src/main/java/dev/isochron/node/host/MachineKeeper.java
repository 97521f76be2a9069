package dev.isochron.node.host;

import dev.isochron.node.machine.Durable;
import dev.isochron.node.machine.Snapshot;
import dev.isochron.node.machine.StateMachine;
import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Input;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;

/// One replica's state machine with the configuration that goes with its state; lets it do one slow
/// thing (flush, install, delete) at a time and tells the replica of the end.
final class MachineKeeper<R> {

    private final StateMachine<R> machine;
    private final Consumer<Input> tell;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private Configuration next;
    private boolean busy;
    private boolean flushing;

    /// @param next governs the slot after what is applied
    MachineKeeper(StateMachine<R> machine, Configuration next, Consumer<Input> tell) {
        this.machine = machine;
        this.next = next;
        this.tell = tell;
    }

    Slot applied() {
        return machine.applied();
    }

    long fingerprint() {
        return machine.fingerprint();
    }

    boolean isWhole() {
        return machine.isWhole();
    }

    /// What is stored may end below where the reader's log begins: the next one will not.
    Snapshot snapshot() {
        if (!isCovered(machine.applied())) {
            flush();
        }
        return machine.snapshot();
    }

    /// True if a restart would find everything up to `slot` in the state.
    boolean isCovered(Slot slot) {
        return machine.durable().filter(d -> !d.slot().isBelow(slot)).isPresent();
    }

    Durable now() {
        return new Durable(machine.applied(), next);
    }

    R apply(Slot slot, Entry entry) {
        R result = machine.apply(slot, entry);
        if (entry instanceof Entry.Reconfigure(Configuration configuration)) {
            next = configuration;
        }
        return result;
    }

    /// Makes the state durable, unless that is under way already.
    void flush() {
        if (!flushing && machine.isWhole()) {
            flushing = true;
            soon(this::startFlush);
        }
    }

    boolean isFlushing() {
        return flushing;
    }

    private void startFlush() {
        Slot covered = machine.applied();
        machine.flush(
                next,
                failure -> {
                    flushing = false;
                    done();
                    if (failure.isEmpty()) {
                        tell.accept(new Input.Flushed(covered));
                    }
                });
    }

    /// Replaces the state by a snapshot, whose pieces come one by one.
    ///
    /// @param hasRoom called when its inlet can take pieces again
    void install(SnapshotIntake.Arrival arrival, Runnable hasRoom) {
        soon(() -> startInstall(arrival, hasRoom));
    }

    private void startInstall(SnapshotIntake.Arrival arrival, Runnable hasRoom) {
        if (!arrival.isCurrent()) {
            done();
            return;
        }
        Slot at = arrival.at().slot();
        StateMachine.Installing listener =
                new StateMachine.Installing(
                        () -> {
                            arrival.pump();
                            hasRoom.run();
                        },
                        failure -> {
                            boolean current = arrival.isCurrent();
                            arrival.ended();
                            boolean taken = failure.isEmpty() && machine.applied().equals(at);
                            if (taken) {
                                next = arrival.at().next();
                            }
                            done();
                            if (current) {
                                tell.accept(
                                        taken
                                                ? new Input.SnapshotInstalled(
                                                        at, arrival.at().next())
                                                : new Input.SnapshotFailed(at));
                            }
                            hasRoom.run();
                        });
        arrival.opened(machine.install(arrival.at(), listener));
    }

    Estate leave() {
        return machine.leave();
    }

    void inherit(Ballot ballot, Estate estate) {
        machine.inherit(ballot, estate);
    }

    void delete(Consumer<Optional<RuntimeException>> deleted) {
        soon(() ->
                machine.delete(failure -> {
                    done();
                    deleted.accept(failure);
                }));
    }

    private void soon(Runnable work) {
        if (busy) {
            waiting.add(work);
        } else {
            busy = true;
            work.run();
        }
    }

    private void done() {
        busy = false;
        Runnable work = waiting.poll();
        if (work != null) {
            busy = true;
            work.run();
        }
    }
}
