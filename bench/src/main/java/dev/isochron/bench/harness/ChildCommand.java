package dev.isochron.bench.harness;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a child JVM is started: with this JVM's Java, class path and access flags.
///
/// @param name unique within a run; it names the child's log
/// @param main a class whose `main` calls [Child#run]
/// @param arguments for that `main`
/// @param countSyncs whether the child counts its syncs
/// @param flags of the JVM: how much memory it has, and which compilers
public record ChildCommand(
        String name,
        Class<?> main,
        List<String> arguments,
        boolean countSyncs,
        List<String> flags) {

    /// For those that keep nothing: the raw limits, and what looks after a program of somebody
    /// else.
    private static final List<String> LITTLE_HEAP =
            List.of("-Xms64m", "-Xmx1g", "-XX:+AlwaysPreTouch");

    /// Flags of this JVM that a child has too: what the libraries must reach, and with what else
    /// the launcher starts a server. Those of diagnosis are unlocked before they are set.
    private static final List<String> INHERITED =
            List.of(
                    "--add-opens=",
                    "--enable-native-access=",
                    "--sun-misc-unsafe-memory-access=",
                    "-Dio.grpc.netty.shaded.",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:AsyncDeflationInterval=");

    public ChildCommand {
        arguments = List.copyOf(arguments);
        flags = List.copyOf(flags);
    }

    public ChildCommand(String name, Class<?> main, List<String> arguments, boolean countSyncs) {
        this(name, main, arguments, countSyncs, Lifetime.LONG.flags());
    }

    /// The same process with little memory touched ahead.
    public ChildCommand small() {
        return new ChildCommand(name, main, arguments, countSyncs, LITTLE_HEAP);
    }

    /// The same process with what suits how long it will live.
    public ChildCommand living(Lifetime lifetime) {
        return lifetime == Lifetime.LONG
                ? this
                : new ChildCommand(name, main, arguments, countSyncs, lifetime.flags());
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags);
        words.addAll(inheritedFlags());
        words.add("-D" + Child.COUNT_SYNCS + "=" + countSyncs);
        words.add("-cp");
        words.add(absoluteClassPath());
        words.add(main.getName());
        words.addAll(arguments);
        return words;
    }

    private static List<String> inheritedFlags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> INHERITED.stream().anyMatch(flag::startsWith))
                .toList();
    }

    private static String absoluteClassPath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
