package ai.openobserve.lambda.extension.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The extension's own sources, as the compiler understands them: who calls what, and which
/// expressions a variable, a parameter or a method can have as its value.
final class Sources {

  /// A call of a method or a constructor.
  record Call(ExecutableElement target, List<? extends ExpressionTree> arguments, TreePath path) {
    String owner() {
      return Sources.owner(target);
    }
  }

  private final Trees trees;
  private final List<Call> calls = new ArrayList<>();
  private final List<ExecutableElement> references = new ArrayList<>();
  private final Map<Element, List<TreePath>> values = new HashMap<>();
  private final Map<Element, List<Call>> callers = new HashMap<>();

  private Sources(Trees trees) {
    this.trees = trees;
  }

  /// Reads all of them. Tests run in the module's folder, after the classes were compiled.
  static Sources read() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> paths = Files.walk(Path.of("src/main/java"))) {
      List<Path> sources = paths.filter(path -> path.toString().endsWith(".java")).toList();
      assertThat(sources).hasSizeGreaterThan(50);
      StringWriter problems = new StringWriter();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  problems,
                  files,
                  null,
                  List.of("-proc:none", "-classpath", System.getProperty("java.class.path", "")),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      Sources read = new Sources(Trees.instance(task));
      Iterable<? extends CompilationUnitTree> units = task.parse();
      task.analyze();
      assertThat(problems.toString()).isEmpty();
      units.forEach(unit -> read.new Reader().scan(unit, null));
      return read;
    }
  }

  /// The name of the type that declares the method.
  static String owner(ExecutableElement method) {
    return String.valueOf(method.getEnclosingElement());
  }

  List<Call> calls() {
    return calls;
  }

  List<Call> callsOf(Element method) {
    return callers.getOrDefault(method, List.of());
  }

  /// Methods that are handed on as `type::method`.
  List<ExecutableElement> references() {
    return references;
  }

  /// What the variable is set to, or what the method returns.
  List<TreePath> valuesOf(Element element) {
    return values.getOrDefault(element, List.of());
  }

  @Nullable Element element(TreePath path) {
    return trees.getElement(path);
  }

  private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private void value(@Nullable Element of, @Nullable Tree expression) {
      if (of != null && expression != null) {
        values
            .computeIfAbsent(of, any -> new ArrayList<>())
            .add(new TreePath(getCurrentPath(), expression));
      }
    }

    private void call(List<? extends ExpressionTree> arguments) {
      if (element(getCurrentPath()) instanceof ExecutableElement target) {
        Call call = new Call(target, arguments, getCurrentPath());
        calls.add(call);
        callers.computeIfAbsent(target, any -> new ArrayList<>()).add(call);
      }
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void none) {
      call(tree.getArguments());
      return super.visitMethodInvocation(tree, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void none) {
      call(tree.getArguments());
      return super.visitNewClass(tree, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void none) {
      if (element(getCurrentPath()) instanceof ExecutableElement target) {
        references.add(target);
      }
      return super.visitMemberReference(tree, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void none) {
      value(element(getCurrentPath()), tree.getInitializer());
      return super.visitVariable(tree, null);
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void none) {
      value(element(new TreePath(getCurrentPath(), tree.getVariable())), tree.getExpression());
      return super.visitAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree tree, @Nullable Void none) {
      value(enclosingMethod(), tree.getExpression());
      return super.visitReturn(tree, null);
    }

    private @Nullable Element enclosingMethod() {
      for (TreePath path = getCurrentPath(); path != null; path = path.getParentPath()) {
        if (path.getLeaf() instanceof LambdaExpressionTree) {
          return null;
        }
        if (path.getLeaf() instanceof MethodTree) {
          return element(path);
        }
      }
      return null;
    }
  }
}
