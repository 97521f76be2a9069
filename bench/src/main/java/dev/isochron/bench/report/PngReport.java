package dev.isochron.bench.report;

import dev.isochron.bench.harness.BenchReport;
import dev.isochron.bench.harness.Mark;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Track;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// A picture of one run, second by second, for a page that shows pictures: transactions above,
/// response times below, troubles as lines through both.
public final class PngReport {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 400;
    private static final String RATE = "transactions/s";
    private static final String TIME = "µs";
    private static final double MICROS_IN_MILLI = 1e3;

    private static final List<Color> COLOURS =
            List.of(
                    new Color(0x1f, 0x77, 0xb4),
                    new Color(0xe6, 0x7e, 0x22),
                    new Color(0x2c, 0xa0, 0x2c),
                    new Color(0x94, 0x67, 0xbd),
                    new Color(0x7f, 0x7f, 0x7f));

    private static final Color TROUBLE = new Color(0xc0, 0x39, 0x2b);
    private static final float LINE = 1.6f;

    private final BenchReport report;
    private final Subject subject;

    private PngReport(BenchReport report, Subject subject) {
        this.report = report;
        this.subject = subject;
    }

    /// Draws the first run of the first subject, ours if it is there.
    ///
    /// @throws IllegalArgumentException if the report keeps nothing by the second
    public static void write(BenchReport report, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Subject subject =
                report.tracks().stream()
                        .map(Track::subject)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "the report has no values by the second"));
        ImageIO.write(new PngReport(report, subject).image(), "png", file.toFile());
    }

    private BufferedImage image() {
        BufferedImage image = new BufferedImage(WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        XYChart rates = chart(title(), RATE, 1, RATE);
        rates.paint(graphics, WIDTH, HEIGHT);
        graphics.translate(0, HEIGHT);
        chart("", "ms", MICROS_IN_MILLI, TIME).paint(graphics, WIDTH, HEIGHT);
        graphics.dispose();
        return image;
    }

    private String title() {
        return "isochron bench %s: %s, commit %s"
                .formatted(report.bench(), subject.label(), report.commit());
    }

    private XYChart chart(String title, String label, double divisor, String unit) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle("seconds of the run")
                        .yAxisTitle(label)
                        .build();
        XYStyler style = chart.getStyler();
        style.setLegendPosition(Styler.LegendPosition.OutsideE);
        style.setLocale(Locale.ROOT);
        style.setChartBackgroundColor(Color.WHITE);
        style.setXAxisMin(0.0);
        style.setYAxisMin(0.0);
        double highest = 0;
        int colour = 0;
        for (Track track : tracks(unit)) {
            boolean isTime = unit.equals(TIME);
            List<Double> values =
                    track.values().stream()
                            .map(value -> isTime && value == 0 ? Double.NaN : value / divisor)
                            .toList();
            for (double value : track.values()) {
                highest = Math.max(highest, value / divisor);
            }
            chart.addSeries(track.name(), seconds(values.size()), values)
                    .setMarker(SeriesMarkers.NONE)
                    .setLineColor(COLOURS.get(colour++ % COLOURS.size()))
                    .setLineStyle(new BasicStroke(LINE));
        }
        marks(chart, highest, unit.equals(RATE));
        return chart;
    }

    private List<Track> tracks(String unit) {
        return report.tracks().stream()
                .filter(track -> track.subject() == subject && track.run() == 1)
                .filter(track -> track.unit().equals(unit) && !track.values().isEmpty())
                .toList();
    }

    /// The middle of each second.
    private static List<Double> seconds(int count) {
        List<Double> seconds = new ArrayList<>();
        for (int second = 0; second < count; second++) {
            seconds.add(second + 0.5);
        }
        return seconds;
    }

    private void marks(XYChart chart, double highest, boolean areNamed) {
        for (Mark mark : report.marks()) {
            if (mark.subject() == subject && mark.run() == 1) {
                String name = "%.1f s: %s".formatted(mark.second(), mark.text());
                XYSeries line =
                        chart.addSeries(
                                name, List.of(mark.second(), mark.second()), List.of(0.0, highest));
                line.setMarker(SeriesMarkers.NONE)
                        .setLineColor(TROUBLE)
                        .setLineStyle(dashes())
                        .setShowInLegend(areNamed);
            }
        }
    }

    private static BasicStroke dashes() {
        return new BasicStroke(
                1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {6, 4}, 0);
    }
}
