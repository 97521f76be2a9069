package dev.isochron.bench.harness;

import com.google.gson.Gson;

/// What a process has spent since it started, as the process itself says.
///
/// @param cpuNanos time on a core, all threads, user and system
/// @param allocatedBytes allocated on the Java heap by all threads
/// @param mark where this reading stands in the count of syncs, see [SyncCounter]
public record Usage(long cpuNanos, long allocatedBytes, int mark) {

    private static final Gson JSON = new Gson();

    String toJson() {
        return JSON.toJson(this);
    }

    static Usage fromJson(String json) {
        return JSON.fromJson(json, Usage.class);
    }
}
