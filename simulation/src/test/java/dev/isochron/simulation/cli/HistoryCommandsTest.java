package dev.isochron.simulation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.cli.Complaint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HistoryCommandsTest {
    private static final List<String> APPENDED =
            List.of(
                    line(0, "invoke", 1, ":append 5 1"),
                    line(1, "ok", 1, ":append 5 1"),
                    line(2, "invoke", 2, ":r 5 nil"));

    @TempDir private Path folder;
    private final StringWriter said = new StringWriter();

    @Test
    void aHistoryThatCanHaveHappenedIsCounted() throws IOException {
        assertEquals(0, verify(line(3, "ok", 2, ":r 5 [1]")));
        assertEquals(
                "2 transactions: 2 committed, 0 aborted, 0 unknown; 0 anomalies",
                said.toString().strip());
    }

    @Test
    void oneThatCannotIsShouted() throws IOException {
        assertEquals(1, verify(line(3, "ok", 2, ":r 5 []")));
        assertTrue(said.toString().contains("1 anomalies"), said.toString());
    }

    @Test
    void aFileWithoutAHistoryIsNoProof() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.edn"));
        Complaint complaint = assertThrows(Complaint.class, () -> verify(empty));
        assertTrue(complaint.toString().contains("nothing can be judged"), complaint.toString());
    }

    @Test
    void aWorkloadWithoutAHistoryIsNotRecorded() {
        Path file = folder.resolve("bank.edn");
        WorkloadCommand command = new WorkloadCommand();
        new CommandLine(command)
                .parseArgs("bank", "--connect", "127.0.0.1:1", "--record", file.toString());
        Complaint complaint = assertThrows(Complaint.class, command::call);
        assertTrue(complaint.toString().contains("--record"), complaint.toString());
        assertTrue(Files.notExists(file), "nothing was begun");
    }

    private static String line(int at, String type, int process, String step) {
        return "{:index %d, :time %d, :type :%s, :process %d, :f :txn, :value [[%s]]}"
                .formatted(at, at, type, process, step);
    }

    private int verify(String last) throws IOException {
        Path file = folder.resolve("history.edn");
        Files.write(file, APPENDED);
        Files.writeString(file, Files.readString(file) + last + "\n");
        return verify(file);
    }

    private int verify(Path file) {
        VerifyCommand command = new VerifyCommand();
        new CommandLine(command).setOut(new PrintWriter(said)).parseArgs(file.toString());
        return command.call();
    }
}
