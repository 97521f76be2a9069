package dev.isochron.node.checkpoint;

import dev.isochron.node.machine.Durable;
import dev.isochron.node.machine.Inlet;
import dev.isochron.node.machine.Snapshot;
import dev.isochron.node.machine.StateMachine;
import dev.isochron.node.port.DiskWorker;
import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// A replica's state with its checkpoint on disk.
///
/// @param <S> the state
/// @param <R> what an entry answers
public final class WholeMachine<S extends WholeState<R>, R> implements StateMachine<R> {

    /// No state of ours is larger; a peer that sends more is broken or means harm.
    private static final int MAX_IMAGE_BYTES = 512 << 20;

    private final Kind<S> kind;
    private final GroupId group;
    private final ReplicaId replica;
    private final CheckpointFile file;
    private final DiskWorker worker;
    private S state;
    private Optional<Durable> durable = Optional.empty();

    /// What is kept.
    ///
    /// @param suffix how the names of its files end
    /// @param empty before the first entry
    /// @param reader makes a state of its bytes; refuses others as an illegal argument
    public record Kind<S>(String suffix, S empty, Function<byte[], S> reader) {}

    /// Where checkpoints are kept, and who writes them.
    public record Files(Disk disk, DiskWorker worker) {}

    /// From its checkpoint, or empty if it has none.
    ///
    /// A damaged checkpoint counts as none: the replica fetches from the others what its log does
    /// not have. `tell` is told so.
    ///
    /// @throws UnreadableCheckpoint if a newer program wrote the checkpoint
    public WholeMachine(
            Kind<S> kind, GroupId group, ReplicaId replica, Files files, Consumer<String> tell) {
        this.kind = kind;
        this.group = group;
        this.replica = replica;
        this.file = new CheckpointFile(files.disk(), group, replica, kind.suffix());
        this.worker = files.worker();
        this.state = kind.empty();
        try {
            file.read().ifPresent(this::load);
        } catch (IllegalArgumentException damaged) {
            tell.accept(
                    "The checkpoint "
                            + file.name()
                            + " is damaged: "
                            + damaged.getMessage()
                            + ". The replica fetches its state from the others; check the device.");
        }
    }

    private void load(byte[] bytes) {
        Checkpoint checkpoint = Checkpoint.decode(file.name(), bytes);
        S loaded = kind.reader().apply(checkpoint.image());
        boolean mine = checkpoint.group().equals(group) && checkpoint.replica().equals(replica);
        if (!mine || !loaded.applied().equals(checkpoint.at().slot())) {
            throw new IllegalArgumentException("it belongs to another replica or slot");
        }
        state = loaded;
        durable = Optional.of(checkpoint.at());
    }

    /// As it is now.
    public S state() {
        return state;
    }

    @Override
    public Slot applied() {
        return state.applied();
    }

    @Override
    public Optional<Durable> durable() {
        return durable;
    }

    @Override
    public R apply(Slot slot, Entry entry) {
        return state.apply(slot, entry);
    }

    @Override
    public long fingerprint() {
        return state.fingerprint();
    }

    @Override
    public void flush(Configuration next, Consumer<Optional<RuntimeException>> done) {
        Durable at = new Durable(state.applied(), next);
        write(new Checkpoint(group, replica, at, state.bytes()), done);
    }

    private void write(Checkpoint checkpoint, Consumer<Optional<RuntimeException>> done) {
        worker.submit(
                file.replaceBy(checkpoint.encode()),
                failure -> {
                    if (failure.isEmpty()) {
                        durable = Optional.of(checkpoint.at());
                    }
                    done.accept(failure);
                });
    }

    @Override
    public Snapshot snapshot() {
        byte[] image = state.bytes();
        Slot at = state.applied();
        return new Snapshot() {
            @Override
            public Slot at() {
                return at;
            }

            @Override
            public Optional<Piece> read(long offset, int atMost) {
                int from = (int) Math.min(offset, image.length);
                int until = Math.min(image.length, from + atMost);
                byte[] piece = Arrays.copyOfRange(image, from, until);
                return Optional.of(new Piece(piece, until == image.length));
            }

            @Override
            public boolean isShared() {
                return true;
            }
        };
    }

    @Override
    public Inlet install(Durable at, Installing listener) {
        return new Inlet() {
            private final ByteArrayOutputStream image = new ByteArrayOutputStream();
            private boolean cancelled;

            @Override
            public void add(Snapshot.Piece piece) {
                image.writeBytes(piece.bytes());
                if (image.size() > MAX_IMAGE_BYTES) {
                    listener.done().accept(Optional.of(new IllegalArgumentException("too large")));
                } else if (piece.last()) {
                    install(at, image.toByteArray(), this::end);
                }
            }

            private void end(Optional<RuntimeException> failure) {
                if (!cancelled) {
                    listener.done().accept(failure);
                }
            }

            @Override
            public boolean isFull() {
                return false;
            }

            @Override
            public void cancel() {
                cancelled = true;
                listener.done().accept(Optional.of(new IllegalStateException("given up")));
            }
        };
    }

    private void install(Durable at, byte[] image, Consumer<Optional<RuntimeException>> done) {
        S installed;
        try {
            installed = kind.reader().apply(image);
        } catch (IllegalArgumentException malformed) {
            done.accept(Optional.of(malformed));
            return;
        }
        if (!installed.applied().equals(at.slot())) {
            done.accept(Optional.of(new IllegalArgumentException("a snapshot of another slot")));
            return;
        }
        write(
                new Checkpoint(group, replica, at, image),
                failure -> {
                    if (failure.isEmpty()) {
                        state = installed;
                    }
                    done.accept(failure);
                });
    }

    @Override
    public void delete(Consumer<Optional<RuntimeException>> done) {
        worker.submit(file.removal(), done);
    }
}
