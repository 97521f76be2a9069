package dev.isochron.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// A source file as the compiler's parser sees it, before any name is resolved.
final class ParsedSource {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private static final StandardJavaFileManager FILES = withoutClassPath();

    private final SourceFile file;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    private ParsedSource(SourceFile file, CompilationUnitTree unit, SourcePositions positions) {
        this.file = file;
        this.unit = unit;
        this.positions = positions;
    }

    static ParsedSource of(SourceFile file) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavacTask task =
                (JavacTask)
                        COMPILER.getTask(
                                null, FILES, problems, null, null, List.of(new InMemory(file)));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            if (problems.getDiagnostics().stream()
                    .anyMatch(problem -> problem.getKind() == Diagnostic.Kind.ERROR)) {
                throw new IllegalArgumentException(
                        file.path() + " does not parse: " + problems.getDiagnostics());
            }
            return new ParsedSource(file, unit, Trees.instance(task).getSourcePositions());
        } catch (IOException e) {
            throw new UncheckedIOException("a source in memory cannot fail to be read", e);
        }
    }

    /// A task looks for plugins in every jar of its class path; parsing needs none.
    private static StandardJavaFileManager withoutClassPath() {
        StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null);
        try {
            files.setLocation(StandardLocation.CLASS_PATH, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("a location without folders reads nothing", e);
        }
        return files;
    }

    SourceFile file() {
        return file;
    }

    CompilationUnitTree unit() {
        return unit;
    }

    int firstLine(Tree tree) {
        return lineAt(positions.getStartPosition(unit, tree));
    }

    int lastLine(Tree tree) {
        return lineAt(positions.getEndPosition(unit, tree));
    }

    private int lineAt(long position) {
        return Math.toIntExact(unit.getLineMap().getLineNumber(position));
    }

    private static final class InMemory extends SimpleJavaFileObject {

        private final String text;

        InMemory(SourceFile file) {
            super(URI.create("string:///" + file.path()), Kind.SOURCE);
            this.text = file.text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
