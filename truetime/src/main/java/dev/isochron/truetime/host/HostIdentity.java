package dev.isochron.truetime.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose monotonic clock this process reads: two processes with the same identity read the same.
///
/// @param bootId the kernel's random id of this boot
/// @param timeNamespace the time namespace, which can shift the monotonic clock of a container
record HostIdentity(String bootId, String timeNamespace) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path TIME_NAMESPACE = Path.of("/proc/self/ns/time");
    private static final Pattern NAMESPACE_FORM = Pattern.compile("time:\\[(\\d+)]");

    /// @throws IOException if the kernel does not say; the message tells what to do
    static HostIdentity ofThisProcess() throws IOException {
        try {
            return new HostIdentity(Files.readString(BOOT_ID).strip(), readTimeNamespace());
        } catch (IOException e) {
            throw new IOException(
                    """
                    This host does not say which boot it is in (%s), so nodes cannot make sure \
                    that they share one clock. Mount /proc, or set clock.source=kernel.\
                    """
                            .formatted(e),
                    e);
        }
    }

    private static String readTimeNamespace() throws IOException {
        try {
            String link = Files.readSymbolicLink(TIME_NAMESPACE).toString();
            Matcher form = NAMESPACE_FORM.matcher(link);
            return form.matches() ? form.group(1) : link.replaceAll("[^0-9A-Za-z]", "-");
        } catch (NoSuchFileException e) {
            // Kernels before 5.6 have one time for all.
            return "none";
        }
    }
}
