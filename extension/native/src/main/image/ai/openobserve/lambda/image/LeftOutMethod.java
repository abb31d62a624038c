package ai.openobserve.lambda.image;

import com.oracle.graal.pointsto.meta.AnalysisMethod;
import com.oracle.graal.pointsto.meta.HostedProviders;
import com.oracle.svm.hosted.annotation.CustomSubstitutionMethod;
import com.oracle.svm.hosted.phases.HostedGraphKit;
import com.oracle.svm.hosted.substitute.DeletedMethod;
import java.lang.reflect.Modifier;
import jdk.graal.compiler.debug.DebugContext;
import jdk.graal.compiler.nodes.CallTargetNode.InvokeKind;
import jdk.graal.compiler.nodes.ConstantNode;
import jdk.graal.compiler.nodes.StructuredGraph;
import jdk.graal.compiler.nodes.UnwindNode;
import jdk.graal.compiler.nodes.ValueNode;
import jdk.vm.ci.meta.JavaKind;
import jdk.vm.ci.meta.ResolvedJavaMethod;

/// Stands in the place of a method that is left out, and throws or answers null. The trace of what it
/// throws names the method; a message that did would be a text in the image for each.
final class LeftOutMethod extends CustomSubstitutionMethod {
  private static final String MESSAGE = "This image has no code for the method: see left-out.txt";

  private final boolean answersNull;

  LeftOutMethod(ResolvedJavaMethod original, boolean answersNull) {
    super(original);
    this.answersNull = answersNull;
  }

  @Override
  public int getModifiers() {
    return original.getModifiers() & ~(Modifier.SYNCHRONIZED | Modifier.NATIVE);
  }

  @Override
  public StructuredGraph buildGraph(
      DebugContext debug, AnalysisMethod method, HostedProviders providers, Purpose purpose) {
    HostedGraphKit kit = new HostedGraphKit(debug, providers, method);
    StructuredGraph graph = kit.getGraph();
    graph.start().setStateAfter(kit.getFrameState().create(kit.bci(), graph.start()));
    if (answersNull) {
      kit.createReturn(ConstantNode.defaultForKind(JavaKind.Object, graph), JavaKind.Object);
      return kit.finalizeGraph();
    }
    ValueNode message =
        ConstantNode.forConstant(
            kit.getConstantReflection().forString(MESSAGE), kit.getMetaAccess(), graph);
    ValueNode error =
        kit.createInvokeWithExceptionAndUnwind(
            kit.getMetaAccess().lookupJavaMethod(DeletedMethod.reportErrorMethod),
            InvokeKind.Static,
            kit.getFrameState(),
            kit.bci(),
            message);
    kit.append(new UnwindNode(error));
    return kit.finalizeGraph();
  }
}
