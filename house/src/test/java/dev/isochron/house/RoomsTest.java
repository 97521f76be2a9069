package dev.isochron.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.isochron.house.planted.one.Knows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Poms, folders and classes keep to the directions of `docs/architecture.md`.
class RoomsTest {

    private static final SourceTree TREE = SourceTree.ofThisCheckout();

    private static final Rooms ROOMS = Rooms.from(TREE.file("docs/architecture.md"));

    private static final CompiledRooms COMPILED = new CompiledRooms(TREE);

    private static final ArchRule NO_CYCLES =
            slices().matching("dev.isochron.(**)").should().beFreeOfCycles();

    @Test
    void pomsAndFoldersAreThoseOfTheArchitecture() {
        List<Finding> findings = ROOMS.inspect(TREE);
        assertTrue(findings.isEmpty(), () -> Finding.report(findings));
    }

    @Test
    void noClassKnowsARoomItMustNot() {
        List<Finding> findings =
                COMPILED.written().stream().flatMap(c -> inspect(c, ROOMS).stream()).toList();
        assertTrue(findings.isEmpty(), () -> Finding.report(findings));
    }

    @Test
    void packagesHaveNoCycles() {
        assertFalse(COMPILED.written().isEmpty());
        NO_CYCLES.check(COMPILED.all());
    }

    @Test
    void whatARoomMaySeeFollowsTheArrows() {
        assertTrue(ROOMS.maySee("sql-frontend", "truetime"));
        assertFalse(ROOMS.maySee("sql-frontend", "paxos"));
        assertFalse(ROOMS.maySee("txn-coordinator", "storage"));
        assertFalse(ROOMS.maySee("node", "simulation"));
    }

    @Test
    void aPomThatAsksForMoreIsFound(@TempDir Path root) throws IOException {
        plant(root, "low/pom.xml", "<parent></parent>");
        plant(root, "high/pom.xml", pomNaming("low"));
        plant(root, "odd/pom.xml", pomNaming("high"));
        Rooms rooms = architecture("level 0   low\nlevel 1   high → low\n          odd → low\n");
        assertEquals(
                List.of("odd/pom.xml:1: [room] depends on [high], the architecture says [low]"),
                rooms.inspect(SourceTree.under(root)).stream().map(Finding::toString).toList());
    }

    @Test
    void aSourceOutsideItsRoomSPackageIsFound(@TempDir Path root) throws IOException {
        plant(root, "low/pom.xml", "<parent></parent>");
        plant(root, "low/src/main/java/dev/isochron/high/A.java", "package dev.isochron.high;\n");
        assertEquals(
                List.of(
                        "low/src/main/java/dev/isochron/high/A.java:1: [room]"
                                + " is not in the room's package, dev.isochron.low"),
                architecture("level 0   low\n").inspect(SourceTree.under(root)).stream()
                        .map(Finding::toString)
                        .toList());
    }

    @Test
    void aClassThatKnowsTooMuchIsFoundAtItsLine() {
        Rooms strict = architecture("level 0   house\n          truetime\n");
        JavaClass knows = new ClassFileImporter().importClass(Knows.class);
        List<Finding> findings = inspect(knows, strict);
        assertEquals(1, findings.size(), () -> Finding.report(findings));
        String found = findings.getFirst().toString();
        assertTrue(
                found.matches(
                        "house/src/test/java/dev/isochron/house/planted/one/Knows.java:\\d+:"
                                + " \\[room\\] house must not know truetime .*"),
                found);
    }

    @Test
    void aCycleBetweenPackagesIsFound() {
        AssertionError found =
                assertThrows(
                        AssertionError.class,
                        () ->
                                NO_CYCLES.check(
                                        new ClassFileImporter()
                                                .importPackages("dev.isochron.house.planted")));
        assertTrue(found.toString().contains("(Known.java:"), found::toString);
    }

    private static List<Finding> inspect(JavaClass type, Rooms rooms) {
        List<Finding> findings = new ArrayList<>();
        String room = rooms.roomOf(type.getName());
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            if (!target.getPackageName().startsWith("dev.isochron.")) {
                continue;
            }
            String other = rooms.roomOf(target.getName());
            if (!rooms.maySee(room, other)) {
                int line = dependency.getSourceCodeLocation().getLineNumber();
                String message = room + " must not know " + other + " (" + target.getName() + ")";
                String file = COMPILED.sourceOf(type).orElse(type.getName());
                findings.add(new Finding(file, Math.max(line, 1), "room", message));
            }
        }
        return findings.stream().distinct().toList();
    }

    private static Rooms architecture(String block) {
        return Rooms.from(new SourceFile("a.md", "```rooms\n" + block + "```\n"));
    }

    private static String pomNaming(String room) {
        return "<parent></parent><dependency><groupId>dev.isochron</groupId>\n<artifactId>"
                + room
                + "</artifactId></dependency>";
    }

    private static void plant(Path root, String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
