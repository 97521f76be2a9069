package dev.isochron.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;
import java.util.Optional;

/// The compiled classes of all rooms, as far as people wrote them.
///
/// Generated classes have no source in the tree and are not looked at.
final class CompiledRooms {

    private final SourceTree tree;
    private final JavaClasses all;

    CompiledRooms(SourceTree tree) {
        this.tree = tree;
        this.all =
                new ClassFileImporter()
                        .withImportOption(CompiledRooms::isOfMain)
                        .importPackages("dev.isochron");
    }

    JavaClasses all() {
        return all;
    }

    /// The classes with a source file in the tree.
    List<JavaClass> written() {
        return all.stream().filter(type -> sourceOf(type).isPresent()).toList();
    }

    /// The path of the source file of a class.
    Optional<String> sourceOf(JavaClass type) {
        String below = below(type);
        return tree.java().stream()
                .map(SourceFile::path)
                .filter(path -> path.endsWith(below))
                .findFirst();
    }

    /// ArchUnit's own option knows `target/test-classes`, not `target/quick/test-classes`.
    private static boolean isOfMain(Location location) {
        return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }

    private static String below(JavaClass type) {
        String folder = "/java/" + type.getPackageName().replace('.', '/') + "/";
        return folder
                + type.getSource()
                        .flatMap(source -> source.getFileName())
                        .orElse(type.getSimpleName() + ".java");
    }
}
