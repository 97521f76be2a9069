package dev.isochron.bench.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.isochron.LocalServers;
import dev.isochron.node.cli.CommandLineEntry;
import dev.isochron.node.cli.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The samples run on three servers and say what `docs/samples.md` says, whose code is theirs.
class SamplesTest {

    private static final Pattern BLOCK =
            Pattern.compile("```(java|output)\n(.*?)```", Pattern.DOTALL);
    private static final String FOLDER = "bench/src/main/java/dev/isochron/bench/sample/";

    @TempDir private Path directory;

    @Test
    void theyDoWhatTheirPageSays() throws IOException, InterruptedException {
        String page = Files.readString(inTree("docs/samples.md"));
        String code =
                Files.readString(inTree(FOLDER + "BankSample.java"))
                        + Files.readString(inTree(FOLDER + "PermissionSample.java"));
        String said;
        try (LocalServers servers = LocalServers.start(directory, 3, List.of(), Lifetime.BRIEF)) {
            said = run("bank", servers) + run("permissions", servers);
        }
        Matcher blocks = BLOCK.matcher(page);
        int count = 0;
        while (blocks.find()) {
            count++;
            boolean isCode = blocks.group(1).equals("java");
            String where = isCode ? bare(code) : bare(said.replaceAll("token \\S+", "token …"));
            assertTrue(where.contains(bare(blocks.group(2))), () -> blocks.group(2) + said);
        }
        assertEquals(5, count, "the page has lost its code");
    }

    private static String run(String name, LocalServers servers) {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertEquals(
                    ExitCode.OK,
                    CommandLineEntry.withInstalledSubcommands()
                            .run("sample", name, "--connect", servers.addresses()));
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static Path inTree(String file) {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("docs/client.md"))) {
            here = here.getParent();
        }
        return (here == null ? Path.of("") : here).resolve(file);
    }
}
