package dev.isochron.sql.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names and abbreviations of time zones.
public final class ZoneNames {

    /// What PostgreSQL accepts: less than 16 hours from UTC.
    static final int MAX_OFFSET_SECONDS = 16 * 3600 - 1;

    /// An abbreviation and how far west of UTC it is, as POSIX writes it: `UTC+3` is -03.
    private static final Pattern POSIX =
            Pattern.compile(
                    "(?:[a-z]{3,}|<[+-]?[a-z0-9:]+>)([+-]?)(\\d{1,2})(?::(\\d{2}))?(?::(\\d{2}))?");

    private static final Pattern HOURS = Pattern.compile("([+-]?)(\\d{1,2})(?:\\.(\\d+))?");

    /// The same without a name: `+05:30` is to the west.
    private static final Pattern NAMELESS =
            Pattern.compile("([+-]?)(\\d{1,2})(?::(\\d{2}))?(?::(\\d{2}))?");

    private static final Map<String, String> REGIONS = regions();
    private static final Map<String, Integer> ABBREVIATIONS = abbreviations();

    private ZoneNames() {}

    /// The zone of a name such as `Europe/Berlin`, `EST`, `UTC+3` or `-5`, in any case.
    public static Optional<ZoneId> find(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return ofRegion(lower).or(() -> ofAbbreviation(lower)).or(() -> ofHours(lower));
    }

    /// The name of a zone as it is shown, whatever the case in which it is asked for.
    public static Optional<String> canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String id = REGIONS.get(lower);
        if (id != null && !id.startsWith("-")) {
            return Optional.of(id);
        }
        return ofRegion(lower).map(_ -> name.toUpperCase(Locale.ROOT));
    }

    /// The zone of a full name or a POSIX one.
    static Optional<ZoneId> ofRegion(String lower) {
        String id = REGIONS.get(lower);
        if (id != null) {
            return Optional.of(ZoneId.of(id));
        }
        return ofPosix(lower);
    }

    /// The offset of an abbreviation, always the same one.
    static Optional<ZoneId> ofAbbreviation(String lower) {
        return Optional.ofNullable(ABBREVIATIONS.get(lower)).map(ZoneNames::ofSeconds);
    }

    private static Optional<ZoneId> ofPosix(String lower) {
        Matcher parts = POSIX.matcher(lower);
        return parts.matches() ? ofWest(parts) : nameless(lower);
    }

    private static Optional<ZoneId> nameless(String lower) {
        Matcher parts = NAMELESS.matcher(lower);
        return lower.indexOf(':') > 0 && parts.matches() ? ofWest(parts) : Optional.empty();
    }

    private static Optional<ZoneId> ofWest(Matcher parts) {
        int seconds =
                Integer.parseInt(parts.group(2)) * 3600
                        + number(parts.group(3)) * 60
                        + number(parts.group(4));
        boolean isEast = parts.group(1).equals("-");
        return seconds > MAX_OFFSET_SECONDS
                ? Optional.empty()
                : Optional.of(ofSeconds(isEast ? seconds : -seconds));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /// As POSIX has it, to the west.
    private static Optional<ZoneId> ofHours(String lower) {
        Matcher parts = HOURS.matcher(lower);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String fraction = parts.group(3);
        double hours =
                Double.parseDouble(parts.group(2) + (fraction == null ? "" : "." + fraction));
        int seconds = (int) Math.rint(hours * 3600);
        if (seconds > MAX_OFFSET_SECONDS) {
            return Optional.empty();
        }
        return Optional.of(ofSeconds(parts.group(1).equals("-") ? seconds : -seconds));
    }

    private static ZoneId ofSeconds(int seconds) {
        return ZoneOffset.ofTotalSeconds(seconds);
    }

    /// What clocks in a zone call themselves at an instant: `CET`, `+05`.
    public static String abbreviation(long utcMicros, ZoneId zone) {
        if (zone instanceof ZoneOffset offset) {
            return offset.getTotalSeconds() == 0 ? "UTC" : offsetText(offset.getTotalSeconds());
        }
        long seconds = Math.floorDiv(utcMicros, Days.MICROS_PER_SECOND) + Days.EPOCH_SECONDS;
        try {
            return DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH)
                    .format(Instant.ofEpochSecond(seconds).atZone(zone));
        } catch (DateTimeException _) {
            return offsetText((int) Days.offsetSeconds(utcMicros, zone));
        }
    }

    private static String offsetText(int seconds) {
        StringBuilder text = new StringBuilder();
        MomentText.appendOffset(text, seconds);
        return text.toString();
    }

    private static Map<String, String> regions() {
        Map<String, String> all = new TreeMap<>();
        for (String id : ZoneId.getAvailableZoneIds()) {
            if (!id.startsWith("SystemV/")) {
                all.put(id.toLowerCase(Locale.ROOT), id);
            }
        }
        // Names of the tz database that Java leaves to its short ids.
        all.put("est", "-05:00");
        all.put("mst", "-07:00");
        all.put("hst", "-10:00");
        return all;
    }

    private static Map<String, Integer> abbreviations() {
        String known =
                "acdt 37800,acst 34200,adt -10800,aedt 39600,aest 36000,akdt -28800,akst -32400,"
                        + "art -10800,ast -14400,awst 28800,brst -7200,brt -10800,bst 3600,"
                        + "cdt -18000,cest 7200,cet 3600,clst -10800,clt -10800,cst -21600,"
                        + "eat 10800,edt -14400,eest 10800,eet 7200,est -18000,gmt 0,hkt 28800,"
                        + "hst -36000,ict 25200,idt 10800,ist 7200,jst 32400,kst 32400,mdt -21600,"
                        + "mest 7200,met 3600,msd 14400,msk 10800,mst -25200,ndt -9000,nst -12600,"
                        + "nzdt 46800,nzst 43200,pdt -25200,pht 28800,pkt 18000,pst -28800,"
                        + "sast 7200,sgt 28800,uct 0,utc 0,wast 25200,wet 0,z 0,zulu 0";
        Map<String, Integer> all = new TreeMap<>();
        for (String entry : known.split(",", -1)) {
            int space = entry.indexOf(' ');
            all.put(entry.substring(0, space), Integer.valueOf(entry.substring(space + 1)));
        }
        return all;
    }
}
