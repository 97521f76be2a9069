package dev.isochron.bench.mix;

import dev.isochron.bench.harness.Child;
import dev.isochron.bench.harness.Load;
import dev.isochron.bench.harness.LoadGenerator;
import dev.isochron.bench.harness.LoadResult;
import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The client process.
final class MixClient implements Child.Service {

    /// A cluster is founded within seconds, on a machine that does something else too.
    private static final Duration FOUNDING = Duration.ofSeconds(50);

    private final Isochron db;
    private final Mixture mixture;

    /// The first answer that cannot be true; no figure counts after it.
    private final AtomicReference<@Nullable WrongAnswer> wrong = new AtomicReference<>();

    private MixClient(String addresses, boolean isBank, int rows) {
        db = Isochron.connect(ClientSettings.of(addresses).withConnectTimeout(FOUNDING));
        mixture = isBank ? new BankTable(db, rows) : new UserTable(db, rows);
        mixture.load();
    }

    /// The process; its arguments are the addresses of all servers, `bank` or `ycsb`, and how many
    /// rows to load.
    public static void main(String[] args) {
        Child.run(() -> new MixClient(args[0], args[1].equals("bank"), Integer.parseInt(args[2])));
    }

    @Override
    public String greeting() {
        return "";
    }

    /// `load MIX CLIENTS MILLIS`.
    @Override
    public String answer(List<String> order) throws InterruptedException {
        Mix mix = Mix.of(order.get(1));
        Duration length = Duration.ofMillis(Long.parseLong(order.get(3)));
        Load.Closed load = new Load.Closed(Integer.parseInt(order.get(2)), length);
        LoadResult result = LoadGenerator.runBlocking(load, () -> once(mix));
        WrongAnswer found = wrong.get();
        if (found != null) {
            throw found;
        }
        return result.encoded();
    }

    private void once(Mix mix) {
        try {
            mixture.once(mix, ThreadLocalRandom.current());
        } catch (WrongAnswer answer) {
            wrong.compareAndSet(null, answer);
            throw answer;
        }
    }

    @Override
    public void close() {
        db.close();
    }
}
