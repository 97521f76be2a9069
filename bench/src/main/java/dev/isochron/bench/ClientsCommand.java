package dev.isochron.bench;

import dev.isochron.bench.clients.ClientsPage;
import dev.isochron.bench.clients.Site;
import dev.isochron.bench.clients.Trials;
import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.bench.sql.SqlSide;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron bench clients`.
@Command(
        name = "clients",
        description = {
            "Tries programs and libraries that speak Postgres's protocol against three servers that"
                    + " it starts: psql, pgbench, sysbench, drivers of Java, Python and node.js.",
            "",
            "Prints a table: the client, what was tried, and where it stopped if it did. Clients"
                    + " that are not on this machine are named.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0, whether clients pass or not."})
final class ClientsCommand implements Callable<Integer> {

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "Write the page there, instead of printing it.")
    private @Nullable Path page;

    @Option(
            names = "--python",
            defaultValue = "python3",
            paramLabel = "PROGRAM",
            description =
                    "The interpreter that has the libraries to try; default ${DEFAULT-VALUE}.")
    private String python = "";

    @Option(
            names = "--node-modules",
            defaultValue = "node_modules",
            paramLabel = "DIR",
            description = "Where node.js finds its libraries; default ${DEFAULT-VALUE}.")
    private Path modules = Path.of("");

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Consumer<String> progress = RunOptions.progress(spec.commandLine().getErr());
        try (Workspace workspace = Workspace.below(Workspace.usualParent());
                SqlSides sides =
                        SqlSides.start(
                                List.of(Subject.ISOCHRON), workspace, Lifetime.BRIEF, progress)) {
            SqlSide side = sides.all().getFirst();
            side.await();
            Site site =
                    new Site(
                            side.port(),
                            workspace.directory("scripts"),
                            python,
                            modules.toAbsolutePath());
            Trials.Outcome outcome = Trials.run(site, progress);
            write(ClientsPage.of(outcome.verdicts(), outcome.absent()));
            return ExitCode.OK;
        } catch (SQLException e) {
            throw new Complaint(
                    "The servers that were started do not answer: " + e.getMessage(),
                    "isochron bench clients",
                    "Try again on a machine that is less busy.",
                    e);
        }
    }

    private void write(String text) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (page == null) {
            out.println(text);
            out.flush();
        } else {
            Files.writeString(page, text, StandardCharsets.UTF_8);
        }
    }
}
