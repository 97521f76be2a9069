package dev.isochron.bench.harness;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.cli.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    private static final Path IN_MEMORY = Path.of("/dev/shm");

    @TempDir private Path parent;

    @Test
    void nothingIsLeftBehind() throws IOException {
        Assumptions.assumeFalse(Files.getFileStore(parent).type().equals("tmpfs"));
        Path created;
        try (Workspace workspace = Workspace.below(parent)) {
            created = workspace.directory();
            Files.writeString(workspace.directory("a").resolve("b"), "c");
        }
        assertFalse(Files.exists(created));
    }

    @Test
    void whatIsToBeKeptIsKept() throws IOException {
        Assumptions.assumeFalse(Files.getFileStore(parent).type().equals("tmpfs"));
        Path created;
        try (Workspace workspace = Workspace.below(parent)) {
            workspace.keep();
            created = workspace.directory();
        }
        assertTrue(Files.isDirectory(created));
    }

    @Test
    void aDirectoryInMemoryIsRefusedSinceASyncThereCostsNothing() throws IOException {
        Assumptions.assumeTrue(
                Files.isDirectory(IN_MEMORY)
                        && Files.getFileStore(IN_MEMORY).type().equals("tmpfs"));
        Complaint refused = assertThrows(Complaint.class, () -> Workspace.below(IN_MEMORY));
        assertTrue(refused.toString().contains("memory"), refused::toString);
    }

    @Test
    void aMissingDirectoryIsRefusedByName() {
        Path missing = parent.resolve("missing");
        Complaint refused = assertThrows(Complaint.class, () -> Workspace.below(missing));
        assertTrue(refused.toString().contains(missing.toString()), refused::toString);
    }
}
