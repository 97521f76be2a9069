package dev.isochron.paxos.log;

import dev.isochron.truetime.invariant.Invariant;
import dev.isochron.truetime.invariant.InvariantViolation;
import java.nio.ByteBuffer;

/// One write and one sync of everything that queued up: the only one under way at a time.
///
/// Between [Wal#startFlush] and [Wal#completed] it belongs to whoever performs it: [#write], then
/// [#sync], on any thread. If either throws, the log is told with [Wal#failed] and is finished.
public final class Flush {
    private enum Step {
        STARTED,
        WRITING,
        WRITTEN,
        SYNCING,
        SYNCED
    }

    private final Batch batch;
    private final ByteBuffer content;
    private Step step = Step.STARTED;

    Flush(Batch batch, ByteBuffer content) {
        this.batch = batch;
        this.content = content;
    }

    /// Where the log will be synced to once this is done.
    public Position end() {
        return new Position(batch.end());
    }

    public int bytes() {
        return batch.bytes();
    }

    public int records() {
        return batch.records();
    }

    public void write(Disk disk) {
        advance(Step.STARTED, Step.WRITING);
        disk.write(batch.segment.name(), batch.position - batch.segment.first, content);
        advance(Step.WRITING, Step.WRITTEN);
    }

    public void sync(Disk disk) {
        advance(Step.WRITTEN, Step.SYNCING);
        disk.sync(batch.segment.name());
        advance(Step.SYNCING, Step.SYNCED);
    }

    Batch batch() {
        return batch;
    }

    boolean isSynced() {
        return step == Step.SYNCED;
    }

    private void advance(Step from, Step to) {
        if (step != from) {
            throw new InvariantViolation(Invariant.P4, this + " steps to " + to);
        }
        step = to;
    }

    @Override
    public String toString() {
        return "flush of " + records() + " records up to " + end() + ", " + step;
    }
}
