package ai.openobserve.lambda.extension.documents;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/// The texts that an expression can have, with `…` where a value goes. What is a variable, a
/// parameter or a method of ours is followed to where its text comes from; inside a concatenation
/// it is a value.
final class Texts {
  static final String VALUE = "…";

  private final Sources sources;
  private final Set<Element> underWay = new HashSet<>();

  private Texts(Sources sources) {
    this.sources = sources;
  }

  static Set<String> of(Sources sources, Sources.Call call, int argument) {
    TreePath path = new TreePath(call.path(), call.arguments().get(argument));
    Set<String> texts = new TreeSet<>();
    for (String text : new Texts(sources).whole(path)) {
      texts.add(text.replaceAll(VALUE + "+", VALUE));
    }
    return texts;
  }

  private Set<String> whole(TreePath path) {
    return switch (path.getLeaf()) {
      case LiteralTree literal ->
          literal.getValue() == null ? Set.of() : Set.of(literal.getValue().toString());
      case ParenthesizedTree inner -> whole(new TreePath(path, inner.getExpression()));
      case ConditionalExpressionTree either ->
          union(path, List.of(either.getTrueExpression(), either.getFalseExpression()));
      case SwitchExpressionTree cases -> union(path, results(path, cases));
      case BinaryTree concatenation -> Set.of(part(path));
      case MethodInvocationTree call -> called(path, call);
      case NewClassTree made when made.getIdentifier().toString().equals("StringBuilder") ->
          made.getArguments().isEmpty()
              ? Set.of(VALUE)
              : Set.of(part(new TreePath(path, made.getArguments().getFirst())));
      case IdentifierTree name -> element(sources.element(path));
      case MemberSelectTree name -> element(sources.element(path));
      default -> Set.of(VALUE);
    };
  }

  private Set<String> union(TreePath path, List<? extends Tree> expressions) {
    Set<String> all = new TreeSet<>();
    expressions.forEach(expression -> all.addAll(whole(new TreePath(path, expression))));
    return all;
  }

  private static List<Tree> results(TreePath path, SwitchExpressionTree cases) {
    List<Tree> results = new ArrayList<>();
    for (CaseTree each : cases.getCases()) {
      if (each.getBody() instanceof ExpressionTree expression) {
        results.add(expression);
      }
    }
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitYield(YieldTree tree, @Nullable Void none) {
        results.add(tree.getValue());
        return super.visitYield(tree, null);
      }
    }.scan(path, null);
    return results;
  }

  private Set<String> element(@Nullable Element element) {
    if (!(element instanceof VariableElement variable)) {
      return Set.of(VALUE);
    }
    if (variable.getConstantValue() != null) {
      return Set.of(variable.getConstantValue().toString());
    }
    Set<String> all = new TreeSet<>();
    if (underWay.add(variable)) {
      for (TreePath value : sources.valuesOf(variable)) {
        all.addAll(whole(value));
      }
      if (variable.getKind() == ElementKind.PARAMETER) {
        all.addAll(handedTo(variable));
      }
      underWay.remove(variable);
    }
    return all.isEmpty() ? Set.of(VALUE) : all;
  }

  private Set<String> handedTo(VariableElement parameter) {
    Set<String> all = new TreeSet<>();
    if (parameter.getEnclosingElement() instanceof ExecutableElement method) {
      int index = method.getParameters().indexOf(parameter);
      for (Sources.Call call : sources.callsOf(method)) {
        all.addAll(whole(new TreePath(call.path(), call.arguments().get(index))));
      }
    }
    return all;
  }

  private Set<String> called(TreePath path, MethodInvocationTree call) {
    if (call.getMethodSelect() instanceof MemberSelectTree select
        && Set.of("append", "toString", "strip").contains(select.getIdentifier().toString())) {
      return built(new TreePath(path, select.getExpression()), call);
    }
    Element method = sources.element(path);
    Set<String> all = new TreeSet<>();
    if (method != null && underWay.add(method)) {
      for (TreePath value : sources.valuesOf(method)) {
        all.addAll(whole(value));
      }
      underWay.remove(method);
    }
    return all.isEmpty() ? Set.of(VALUE) : all;
  }

  /// A StringBuilder: what it began with, then what was appended in the same expression.
  private Set<String> built(TreePath receiver, MethodInvocationTree call) {
    String next =
        call.getArguments().isEmpty()
            ? VALUE
            : part(new TreePath(receiver, call.getArguments().getFirst()));
    Set<String> all = new TreeSet<>();
    whole(receiver).forEach(begun -> all.add(begun + next));
    return all;
  }

  private String part(TreePath path) {
    return switch (path.getLeaf()) {
      case BinaryTree both ->
          part(new TreePath(path, both.getLeftOperand()))
              + part(new TreePath(path, both.getRightOperand()));
      case LiteralTree literal -> String.valueOf(literal.getValue());
      case ParenthesizedTree inner -> part(new TreePath(path, inner.getExpression()));
      case IdentifierTree name -> constant(path);
      case MemberSelectTree name -> constant(path);
      default -> VALUE;
    };
  }

  private String constant(TreePath path) {
    return sources.element(path) instanceof VariableElement variable
            && variable.getConstantValue() != null
        ? variable.getConstantValue().toString()
        : VALUE;
  }
}
