package dev.isochron.controller.cluster;

/// A job, from 1; never given twice.
public record JobId(long value) implements Comparable<JobId> {
    public JobId {
        if (value < 1) {
            throw new IllegalArgumentException("job ids start at 1, not " + value);
        }
    }

    public JobId next() {
        return new JobId(Math.addExact(value, 1));
    }

    @Override
    public int compareTo(JobId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "job " + value;
    }
}
