package dev.isochron.node.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `isochron classpath`: what a Java program of one's own is run with.
@Command(
        name = "classpath",
        description = "Prints the class path of this program, the Java client among it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  java -cp \"$(./isochron classpath)\" Tour.java"})
public final class ClasspathCommand implements Subcommand {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the specification before it calls");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(System.getProperty("java.class.path"));
        out.flush();
        return ExitCode.OK;
    }
}
