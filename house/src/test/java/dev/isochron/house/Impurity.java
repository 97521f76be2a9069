package dev.isochron.house;

import java.util.Set;

/// What a core must not touch, because the same input would not give the same effects again.
///
/// A whole type is forbidden by its name, or its package with `.*`; one method by `Type.method`. A
/// name in `permitted` is excepted from a forbidden package.
@SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable; only its type does not say so.
enum Impurity {
    CLOCK(
            "takes the time from TrueTime, handed in",
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.time.Clock",
                    "java.time.Instant.now",
                    "java.time.LocalDate.now",
                    "java.time.LocalTime.now",
                    "java.time.LocalDateTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.util.Calendar.getInstance",
                    "java.util.Date.<init>"),
            Set.of()),
    THREAD(
            "is stepped by one owner; threads and locks are the shell's",
            Set.of(
                    "java.lang.Thread",
                    "java.lang.Thread$Builder",
                    "java.lang.ThreadLocal",
                    "java.lang.Object.wait",
                    "java.lang.Object.notify",
                    "java.lang.Object.notifyAll",
                    "java.util.Timer",
                    "java.util.concurrent.*",
                    "java.util.concurrent.atomic.*",
                    "java.util.concurrent.locks.*"),
            Set.of("java.util.concurrent.TimeUnit", "java.util.concurrent.Callable")),
    FILE(
            "returns what to persist; files are the shell's",
            Set.of(
                    "java.io.Console",
                    "java.io.File",
                    "java.io.FileInputStream",
                    "java.io.FileOutputStream",
                    "java.io.FileReader",
                    "java.io.FileWriter",
                    "java.io.RandomAccessFile",
                    "java.nio.channels.*",
                    "java.nio.file.*",
                    "java.nio.file.attribute.*"),
            Set.of()),
    NETWORK(
            "returns what to send; sockets are the shell's",
            Set.of("java.net.*", "javax.net.*", "javax.net.ssl.*", "io.grpc.*"),
            Set.of("java.net.URI", "java.net.URISyntaxException")),
    CHANCE(
            "is handed its chance; the seed chooses",
            Set.of(
                    "java.lang.Math.random",
                    "java.security.SecureRandom",
                    "java.util.Collections.shuffle",
                    "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.ThreadLocalRandom",
                    "java.util.random.RandomGenerator.getDefault",
                    "java.util.random.RandomGenerator.of",
                    "java.util.random.RandomGeneratorFactory"),
            Set.of()),
    ORDER(
            "iterates in an order that content defines: List, TreeMap, LinkedHashMap, EnumMap",
            Set.of(
                    "java.lang.System.identityHashCode",
                    "java.util.Collection.parallelStream",
                    "java.util.HashMap",
                    "java.util.HashSet",
                    "java.util.Hashtable",
                    "java.util.IdentityHashMap",
                    "java.util.List.parallelStream",
                    "java.util.Map.copyOf",
                    "java.util.Map.of",
                    "java.util.Map.ofEntries",
                    "java.util.Set.copyOf",
                    "java.util.Set.of",
                    "java.util.Set.parallelStream",
                    "java.util.WeakHashMap",
                    "java.util.stream.Collectors.groupingBy",
                    "java.util.stream.Collectors.toMap",
                    "java.util.stream.Collectors.toSet",
                    "java.util.stream.Collectors.toUnmodifiableMap",
                    "java.util.stream.Collectors.toUnmodifiableSet"),
            Set.of()),
    ENVIRONMENT(
            "is handed its settings, and says what it did in its effects",
            Set.of(
                    "java.lang.Process",
                    "java.lang.ProcessBuilder",
                    "java.lang.Runtime",
                    "java.lang.System.console",
                    "java.lang.System.err",
                    "java.lang.System.exit",
                    "java.lang.System.getProperty",
                    "java.lang.System.getenv",
                    "java.lang.System.in",
                    "java.lang.System.out",
                    "java.lang.foreign.*"),
            Set.of()),
    GLOBAL("keeps its state in itself: no static field that changes", Set.of(), Set.of());

    private final String instead;
    private final Set<String> forbidden;
    private final Set<String> permitted;

    Impurity(String instead, Set<String> forbidden, Set<String> permitted) {
        this.instead = instead;
        this.forbidden = forbidden;
        this.permitted = permitted;
    }

    /// What a core does instead, as the end of a sentence that begins with "a core".
    String instead() {
        return instead;
    }

    /// Whether touching this member of this type is this impurity.
    ///
    /// @param type the full name of the type, nested ones with `$`
    /// @param member the method or field, `<init>` for a constructor
    boolean covers(String type, String member) {
        if (permitted.contains(type)) {
            return false;
        }
        String folder = type.substring(0, Math.max(type.lastIndexOf('.'), 0)) + ".*";
        return forbidden.contains(type)
                || forbidden.contains(folder)
                || forbidden.contains(type + "." + member);
    }
}
