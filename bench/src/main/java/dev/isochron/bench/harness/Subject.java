package dev.isochron.bench.harness;

import com.google.gson.annotations.SerializedName;

/// Whose figure a row holds.
public enum Subject {
    /// This project.
    @SerializedName("isochron")
    ISOCHRON("isochron"),

    /// The bare resource under it: a disk, a loopback round trip.
    @SerializedName("raw")
    RAW("raw"),

    @SerializedName("ratis")
    RATIS("ratis"),

    @SerializedName("etcd")
    ETCD("etcd"),

    @SerializedName("ignite3")
    IGNITE3("ignite3"),

    @SerializedName("postgres")
    POSTGRES("postgres"),

    /// Postgres with a synchronous standby.
    @SerializedName("postgres-sync")
    POSTGRES_SYNC("postgres-sync");

    private final String label;

    Subject(String label) {
        this.label = label;
    }

    /// Whether it is somebody else's program.
    public boolean isPeer() {
        return this != ISOCHRON && this != RAW;
    }

    /// The name in reports and on the command line.
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
