package dev.isochron.sql.time;

import java.util.List;

/// The words that may stand in a date.
final class DateWords {

    private static final List<String> MONTHS =
            List.of(
                    "january",
                    "february",
                    "march",
                    "april",
                    "may",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december");

    private static final List<String> DAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

    private static final List<String> DAY_SHORTS =
            List.of("tues", "wednes", "weds", "thur", "thurs");

    private static final List<String> OTHERS =
            List.of(
                    "ad",
                    "bc",
                    "am",
                    "pm",
                    "t",
                    "j",
                    "jd",
                    "julian",
                    "now",
                    "today",
                    "tomorrow",
                    "yesterday",
                    "epoch",
                    "infinity",
                    "allballs",
                    "at",
                    "on",
                    "dst",
                    "zulu",
                    "z",
                    "y",
                    "mm",
                    "d",
                    "h",
                    "m",
                    "s",
                    "dow",
                    "doy",
                    "isodow",
                    "isoyear");

    private DateWords() {}

    /// 1 to 12 for the name of a month or its first three letters, else 0.
    static int month(String word) {
        if (word.equals("sept")) {
            return 9;
        }
        for (int i = 0; i < MONTHS.size(); i++) {
            if (isNameOrShort(word, MONTHS.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    static boolean isDayOfWeek(String word) {
        return DAYS.stream().anyMatch(day -> isNameOrShort(word, day)) || DAY_SHORTS.contains(word);
    }

    static boolean isWord(String word) {
        return month(word) > 0 || isDayOfWeek(word) || OTHERS.contains(word);
    }

    private static boolean isNameOrShort(String word, String name) {
        return word.equals(name) || (word.length() == 3 && name.startsWith(word));
    }
}
