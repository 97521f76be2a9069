package dev.isochron.node.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.cli.CommandLineEntry;
import dev.isochron.node.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardsCommandTest {

    @Test
    void aKeyThatNobodyCanHaveIsRefusedBeforeAnybodyIsAsked() {
        assertTrue(split("00".repeat(600)).contains("at most 480 fit the store"));
        assertTrue(split("8").contains("is no key"));
    }

    private static String split(String key) {
        StringWriter err = new StringWriter();
        CommandLineEntry entry = CommandLineEntry.with(List.of(new ShardsCommand()));
        entry.printTo(new PrintWriter(new StringWriter()), new PrintWriter(err, true));
        assertEquals(ExitCode.USAGE, entry.run("shards", "split", key), err::toString);
        return err.toString();
    }
}
