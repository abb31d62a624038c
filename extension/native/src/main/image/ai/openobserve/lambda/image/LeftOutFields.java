package ai.openobserve.lambda.image;

import java.util.List;
import java.util.Set;
import org.graalvm.nativeimage.hosted.Feature;

/// Empties fields of objects in the image that nobody reads there, so that what they name stays out.
public final class LeftOutFields implements Feature {
  /// What modules say of themselves: thousands of packages and of services, those of the image
  /// builder among them. Nothing in an image is loaded or opened by a module's rules.
  private static final String MODULE = "java.lang.module.ModuleDescriptor";

  private static final List<String> OF_MODULE =
      List.of("requires", "exports", "opens", "provides", "packages");

  /// What classes say of themselves. Their source files would be in stack traces, which have no
  /// lines to go with them; their types in generic form are for reflection.
  private static final String CLASS = "com.oracle.svm.core.hub.DynamicHubCompanion";

  private static final List<String> OF_CLASS = List.of("sourceFileName", "signature");

  @Override
  public void beforeAnalysis(BeforeAnalysisAccess access) {
    for (String name : OF_MODULE) {
      empty(access, MODULE, name, Set.of());
    }
    for (String name : OF_CLASS) {
      empty(access, CLASS, name, null);
    }
  }

  private static void empty(
      BeforeAnalysisAccess access, String type, String field, Object replacement) {
    try {
      access.registerFieldValueTransformer(
          access.findClassByName(type).getDeclaredField(field), (object, value) -> replacement);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(type + " has no such field any more", e);
    }
  }
}
