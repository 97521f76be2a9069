package dev.isochron.sql.function.aggregate;

import java.util.List;

/// How far numbers lie apart: variance or its root, of a sample or of all there are.
enum Spread {
    VARIANCE_OF_SAMPLE("var_samp variance", true, false),
    VARIANCE_OF_ALL("var_pop", false, false),
    DEVIATION_OF_SAMPLE("stddev_samp stddev", true, true),
    DEVIATION_OF_ALL("stddev_pop", false, true);

    private final String names;
    private final boolean ofSample;
    private final boolean isRoot;

    Spread(String names, boolean ofSample, boolean isRoot) {
        this.names = names;
        this.ofSample = ofSample;
        this.isRoot = isRoot;
    }

    /// The functions that give it.
    List<String> names() {
        return List.of(names.split(" ", -1));
    }

    boolean isOfSample() {
        return ofSample;
    }

    boolean isRoot() {
        return isRoot;
    }

    FloatMoments.Kind ofFloats() {
        return switch (this) {
            case VARIANCE_OF_SAMPLE -> FloatMoments.Kind.VARIANCE_OF_SAMPLE;
            case VARIANCE_OF_ALL -> FloatMoments.Kind.VARIANCE_OF_ALL;
            case DEVIATION_OF_SAMPLE -> FloatMoments.Kind.DEVIATION_OF_SAMPLE;
            case DEVIATION_OF_ALL -> FloatMoments.Kind.DEVIATION_OF_ALL;
        };
    }
}
