package dev.isochron.bench.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Names of constants as people write them: `READ_BATCH` is `read-batch`.
public final class Words {

    private Words() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The constant of that name.
    ///
    /// @throws IllegalArgumentException if there is none; it lists those that there are
    public static <E extends Enum<E>> E in(Class<E> constants, String word) {
        List<E> all = Arrays.asList(constants.getEnumConstants());
        return all.stream()
                .filter(one -> of(one).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'%s' is none of %s"
                                        .formatted(
                                                word,
                                                all.stream()
                                                        .map(Words::of)
                                                        .collect(Collectors.joining(", ")))));
    }
}
