// finds steps, volatile stop
package dev.isochron.house.planted.impure;

import java.io.FileOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A core that touches the world in every way it must not.
public final class Impure {

    static int steps;

    final Map<String, String> all = new ConcurrentHashMap<>(); // finds ConcurrentHashMap.<init>

    volatile boolean stop;

    long readsClocks() {
        long nanos = System.nanoTime(); // finds System.nanoTime
        return nanos + Instant.now().toEpochMilli(); // finds Instant.now
    }

    void startsThreads() {
        new Thread(() -> stop = true).start(); // finds Thread.<init>, Thread.start
        all.clear();
    }

    void opensFiles() throws IOException {
        new FileOutputStream("x").close(); // finds FileOutputStream.<init>, FileOutputStream.close
        Files.delete(Path.of("x")); // finds Files.delete, Path.of
    }

    void opensSockets() throws IOException {
        new Socket("localhost", 1).close(); // finds Socket.<init>, Socket.close
    }

    Supplier<Object> drawsLots() {
        DoubleSupplier lot = Math::random; // finds Math.random
        int other = new Random().nextInt(); // finds Random.<init>, Random.nextInt
        return () -> lot.getAsDouble() + other;
    }

    Object namesAtRandom() {
        return UUID.randomUUID(); // finds UUID.randomUUID
    }

    Object iteratesInAnyOrder(List<String> words) {
        Map<Set<String>, String> map = new HashMap<>(); // finds HashMap.<init>
        map.put(Set.of("a", "b"), "c"); // finds Set.of
        all.putAll(Map.of("a", "b", "c", "d")); // finds Map.of
        words.parallelStream().forEach(all::remove); // finds List.parallelStream
        map.put(words.stream().collect(Collectors.toSet()), "d"); // finds Collectors.toSet
        return map;
    }

    String asksAround() {
        System.out.println(steps); // finds System.out
        return System.getenv("HOME"); // finds System.getenv
    }
}
