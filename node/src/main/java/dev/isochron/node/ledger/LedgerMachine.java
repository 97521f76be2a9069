package dev.isochron.node.ledger;

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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A replica's ledger with its checkpoint on disk.
public final class LedgerMachine implements StateMachine<List<Outcome>> {

    /// No ledger of ours is larger; a peer that sends more is broken or means harm.
    private static final int MAX_IMAGE_BYTES = 512 << 20;

    private final GroupId group;
    private final ReplicaId replica;
    private final LedgerSettings settings;
    private final CheckpointFile file;
    private final DiskWorker worker;
    private Ledger ledger;
    private Optional<Durable> durable = Optional.empty();

    private LedgerMachine(
            GroupId group,
            ReplicaId replica,
            LedgerSettings settings,
            CheckpointFile file,
            DiskWorker worker) {
        this.group = group;
        this.replica = replica;
        this.settings = settings;
        this.file = file;
        this.worker = worker;
        this.ledger = new Ledger(settings);
    }

    /// Opens the ledger of a replica: from its checkpoint, or empty if it has none.
    ///
    /// A damaged checkpoint counts as none: the replica fetches from the others what its log does
    /// not have. `tell` is told so.
    ///
    /// @throws UnreadableCheckpoint if a newer program wrote the checkpoint
    public static LedgerMachine open(
            GroupId group,
            ReplicaId replica,
            LedgerSettings settings,
            Files files,
            Consumer<String> tell) {
        CheckpointFile file = new CheckpointFile(files.disk(), group, replica);
        LedgerMachine machine = new LedgerMachine(group, replica, settings, file, files.worker());
        try {
            file.read().ifPresent(machine::load);
        } catch (IllegalArgumentException damaged) {
            tell.accept(
                    "The checkpoint "
                            + file.name()
                            + " is damaged: "
                            + damaged.getMessage()
                            + ". The replica fetches its state from the others; check the device.");
        }
        return machine;
    }

    /// Where checkpoints are kept, and who writes them.
    public record Files(Disk disk, DiskWorker worker) {}

    private void load(byte[] bytes) {
        Checkpoint checkpoint = Checkpoint.decode(file.name(), bytes);
        Ledger loaded = Ledger.of(LedgerImage.decode(checkpoint.image()), settings);
        boolean mine = checkpoint.group().equals(group) && checkpoint.replica().equals(replica);
        if (!mine || !loaded.applied().equals(checkpoint.at().slot())) {
            throw new IllegalArgumentException("it belongs to another replica or slot");
        }
        ledger = loaded;
        durable = Optional.of(checkpoint.at());
    }

    /// The lines, for whoever reads them.
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Slot applied() {
        return ledger.applied();
    }

    @Override
    public Optional<Durable> durable() {
        return durable;
    }

    @Override
    public List<Outcome> apply(Slot slot, Entry entry) {
        return ledger.apply(slot, entry);
    }

    @Override
    public long fingerprint() {
        return ledger.chain() ^ ledger.lines();
    }

    @Override
    public void flush(Configuration next, Consumer<Optional<RuntimeException>> done) {
        Durable at = new Durable(ledger.applied(), next);
        write(new Checkpoint(group, replica, at, ledger.image().encode()), done);
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
        byte[] image = ledger.image().encode();
        Slot at = ledger.applied();
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
        Ledger installed;
        try {
            installed = Ledger.of(LedgerImage.decode(image), settings);
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
                        ledger = installed;
                    }
                    done.accept(failure);
                });
    }

    @Override
    public void delete(Consumer<Optional<RuntimeException>> done) {
        worker.submit(file.removal(), done);
    }
}
