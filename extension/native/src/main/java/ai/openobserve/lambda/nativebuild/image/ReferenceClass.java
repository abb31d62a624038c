package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// java.lang.ref.Reference as the image builder expects it. Since update 25.0.5 its `get()` calls a
/// native `get0()`, which the builder neither replaces nor compiles: the image would crash at
/// startup. The call is replaced by a read of the field, as `get()` did before.
final class ReferenceClass {
  private static final String NATIVE = "get0";
  private static final String FIELD = "referent";
  private static final String FILE = "java/lang/ref/Reference.class";

  private ReferenceClass() {}

  /// The folder with the class; empty if the JDK's own class is what the builder expects.
  static Optional<Path> make(Build build) throws Exception {
    Optional<byte[]> adapted = adapted(running());
    if (adapted.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        build
            .steps()
            .run(
                "reference-class",
                inputs(),
                into -> {
                  Path file = into.resolve(FILE);
                  Files.createDirectories(file.getParent());
                  Files.write(file, adapted.get());
                }));
  }

  /// Identifies its content, if there is any.
  static Inputs inputs() throws IOException {
    Inputs inputs = new Inputs();
    adapted(running())
        .ifPresent(bytes -> inputs.with("java.base.reference", "sha256:" + Digest.of(bytes)));
    return inputs;
  }

  private static byte[] running() throws IOException {
    return Files.readAllBytes(
        FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/" + FILE));
  }

  /// The class without calls to the native method; empty if it has none.
  static Optional<byte[]> adapted(byte[] reference) {
    ClassModel model = ClassFile.of().parse(reference);
    if (!hasNative(model)) {
      return Optional.empty();
    }
    CodeTransform read =
        (code, element) -> {
          if (element instanceof InvokeInstruction call && call.name().equalsString(NATIVE)) {
            code.getfield(model.thisClass().asSymbol(), FIELD, ConstantDescs.CD_Object);
          } else {
            code.with(element);
          }
        };
    return Optional.of(
        ClassFile.of().transformClass(model, ClassTransform.transformingMethodBodies(read)));
  }

  private static boolean hasNative(ClassModel model) {
    return model.methods().stream()
        .anyMatch(m -> m.methodName().equalsString(NATIVE) && m.flags().has(AccessFlag.NATIVE));
  }
}
