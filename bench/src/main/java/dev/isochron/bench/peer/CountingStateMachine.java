package dev.isochron.bench.peer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;

/// The least a Ratis group can do with its entries: count them.
final class CountingStateMachine extends BaseStateMachine {
    private static final CompletableFuture<Message> DONE =
            CompletableFuture.completedFuture(Message.EMPTY);

    private final LongAdder applied = new LongAdder();

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        applied.increment();
        updateLastAppliedTermIndex(
                transaction.getLogEntry().getTerm(), transaction.getLogEntry().getIndex());
        return DONE;
    }
}
