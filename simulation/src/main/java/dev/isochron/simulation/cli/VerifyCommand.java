package dev.isochron.simulation.cli;

import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import dev.isochron.simulation.history.Anomaly;
import dev.isochron.simulation.history.HistoryText;
import dev.isochron.simulation.history.ListAppendJudge;
import dev.isochron.simulation.history.MalformedHistory;
import dev.isochron.simulation.history.Operation;
import dev.isochron.simulation.history.Transaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isochron verify FILE`: judges a recorded history.
@Command(
        name = "verify",
        description = {
            "Judges a history of transactions that append to lists.",
            "",
            "The file holds one EDN map a line, as `isochron workload list-append --record` writes"
                    + " them and public checkers read them. What is checked, and what the names"
                    + " of anomalies mean: docs/testing.md.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 if the history can have happened, 1 if it cannot."})
public final class VerifyCommand implements Subcommand {

    private static final String WHICH =
            "Give it a file that `isochron workload list-append --record` wrote.";

    /// More of them say nothing new.
    private static final int SHOWN = 10;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The history.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        List<Transaction> transactions = read();
        List<Anomaly> anomalies = new ListAppendJudge(transactions).judge();
        PrintWriter out = spec.commandLine().getOut();
        anomalies.stream().limit(SHOWN).forEach(out::println);
        out.printf(
                "%d transactions: %d committed, %d aborted, %d unknown; %d anomalies%n",
                transactions.size(),
                count(transactions, Operation.Type.OK),
                count(transactions, Operation.Type.FAIL),
                count(transactions, Operation.Type.INFO),
                anomalies.size());
        out.flush();
        return anomalies.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static long count(List<Transaction> transactions, Operation.Type fate) {
        return transactions.stream().filter(t -> t.fate() == fate).count();
    }

    private List<Transaction> read() {
        long line = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            List<Operation> operations = new ArrayList<>();
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                line++;
                if (!text.isBlank()) {
                    operations.add(HistoryText.read(text));
                }
            }
            if (operations.isEmpty()) {
                throw new Complaint(
                        "there is no transaction in it, so nothing can be judged",
                        file.toString(),
                        WHICH);
            }
            return Transaction.of(operations);
        } catch (MalformedHistory e) {
            throw new Complaint(
                    "this is not a history: " + e.getMessage(), file + ", line " + line, WHICH, e);
        } catch (IOException e) {
            throw new Complaint(
                    "the file cannot be read: " + e,
                    file.toString(),
                    "Name a file that is there and may be read.",
                    e);
        }
    }
}
