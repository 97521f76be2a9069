package dev.isochron.node.process;

import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import dev.isochron.node.client.LogClient;
import dev.isochron.node.client.Reply;
import dev.isochron.node.disk.FileDisk;
import dev.isochron.node.ledger.CheckpointDump;
import dev.isochron.paxos.log.LogDump;
import dev.isochron.truetime.Timestamp;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isochron log`: lines into a replicated ledger and out of it, and a look into a node's files.
@Command(
        name = "log",
        description = "Writes and reads a replicated log, and shows what stands in its files.",
        mixinStandardHelpOptions = true,
        subcommands = {LogCommand.Append.class, LogCommand.Read.class, LogCommand.Dump.class})
public final class LogCommand implements Subcommand {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /// `isochron log append TEXT…`.
    @Command(
            name = "append",
            description =
                    "Writes lines, one after the other; each is on a majority of disks when its"
                            + " number is shown.",
            mixinStandardHelpOptions = true)
    static final class Append implements Subcommand {
        @Spec private CommandSpec spec;
        @Mixin private Connection connection = new Connection();

        @Parameters(arity = "1..*", paramLabel = "TEXT", description = "A line each.")
        private List<String> texts = List.of();

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            try (LogClient client = connection.open()) {
                for (String text : texts) {
                    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
                    Reply reply = connection.await(client.append(connection.group, payload));
                    if (reply instanceof Reply.Written line) {
                        out.println(row(line.line(), line.timestampNanos(), text));
                        out.flush();
                    }
                }
            }
            return ExitCode.OK;
        }
    }

    /// `isochron log read`.
    @Command(
            name = "read",
            description = "Shows lines that the leader has at hand; see --keep-lines of server.",
            mixinStandardHelpOptions = true)
    static final class Read implements Subcommand {
        @Spec private CommandSpec spec;
        @Mixin private Connection connection = new Connection();

        @Option(
                names = "--from",
                defaultValue = "1",
                paramLabel = "LINE",
                description = "First line to show; default ${DEFAULT-VALUE}.")
        private long from;

        @Option(
                names = "--limit",
                defaultValue = "100",
                paramLabel = "N",
                description = "Lines to show at most, up to 1000; default ${DEFAULT-VALUE}.")
        private int limit;

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            try (LogClient client = connection.open()) {
                Reply reply =
                        connection.await(client.read(connection.group, Math.max(1, from), limit));
                if (reply instanceof Reply.Page page) {
                    for (Reply.Line line : page.lines()) {
                        String text = new String(line.payload(), StandardCharsets.UTF_8);
                        out.println(row(line.line(), line.timestampNanos(), text));
                    }
                    out.println(page.total() + " lines in all");
                    out.flush();
                }
            }
            return ExitCode.OK;
        }
    }

    private static String row(long line, long nanos, String text) {
        return "%8d  %s  %s".formatted(line, new Timestamp(nanos), text);
    }

    /// `isochron log dump DIR`.
    @Command(
            name = "dump",
            description = {
                "Shows what stands in a node's log and checkpoints; changes nothing, and may be"
                        + " used while the node runs.",
                "The exit code is 1 if anything is damaged. docs/formats.md describes the bytes."
            },
            mixinStandardHelpOptions = true)
    static final class Dump implements Subcommand {
        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "DIR", description = "What was given to the server as --data.")
        private Path data = Path.of("");

        @Option(names = "--records", description = "Show each record, not only each batch.")
        private boolean records;

        @Option(
                names = "--group",
                paramLabel = "N",
                description = "Show the records of this group only; 0 for the store's own.")
        private @Nullable Long group;

        @Override
        public Integer call() {
            Path log = data.resolve(NodeProcess.LOG);
            if (!Files.isDirectory(log)) {
                throw new Complaint(
                        "there is no log here",
                        log.toString(),
                        "Name the directory that the server was given as --data.");
            }
            PrintWriter out = spec.commandLine().getOut();
            OptionalLong only = group == null ? OptionalLong.empty() : OptionalLong.of(group);
            boolean sound;
            try (FileDisk disk = FileDisk.readOnly(log)) {
                LogDump.Options options = new LogDump.Options(records || group != null, only);
                sound = new LogDump(disk, options, out::println).run();
            }
            sound &= checkpoints(out);
            out.flush();
            return sound ? ExitCode.OK : ExitCode.FAILED;
        }

        private boolean checkpoints(PrintWriter out) {
            Path state = data.resolve(NodeProcess.STATE);
            if (!Files.isDirectory(state)) {
                return true;
            }
            boolean sound = true;
            try (FileDisk disk = FileDisk.readOnly(state)) {
                for (String name : disk.names()) {
                    if (name.endsWith(CheckpointDump.SUFFIX)) {
                        byte[] file = new byte[Math.toIntExact(disk.size(name))];
                        disk.read(name, 0, ByteBuffer.wrap(file));
                        CheckpointDump.Told told = CheckpointDump.of(name, file);
                        out.println(told.line());
                        sound &= !told.damaged();
                    }
                }
            }
            return sound;
        }
    }
}
