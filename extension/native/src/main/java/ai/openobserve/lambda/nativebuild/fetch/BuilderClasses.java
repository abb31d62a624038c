package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// Changes a few instructions in the image builder's classes to omit data that it puts into every
/// image and has no option for:
///
/// * Line numbers and bytecode positions of every call, for stack traces; names of classes and
///   methods are kept.
/// * The resource bundles of the JDK's locales: names of months, currencies and time zones.
final class BuilderClasses {
  /// Must change with the code below, since it is part of an image's identity.
  static final String VERSION = "frames without lines, no locale bundles";

  private static final String ENCODER = "com.oracle.svm.core.code.FrameInfoEncoder";
  private static final String LOCALIZATION =
      "com.oracle.svm.hosted.jdk.localization.LocalizationFeature";
  private static final ClassDesc STATE =
      ClassDesc.of("jdk.graal.compiler.nodes.FrameState$StackState");

  private final JarFile jar;
  private final ClassFile classes;

  private BuilderClasses(JarFile jar) {
    this.jar = jar;
    this.classes =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(this::resource)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /// Writes the changed classes.
  ///
  /// @param svm the builder's main jar
  static void change(Path svm, Path into) throws IOException {
    try (JarFile jar = new JarFile(svm.toFile())) {
      BuilderClasses classes = new BuilderClasses(jar);
      classes.write(into, ENCODER, classes.framesWithoutLines());
      classes.write(into, LOCALIZATION, classes.noLocaleBundles());
    }
  }

  private byte[] framesWithoutLines() throws IOException {
    AtomicInteger changed = new AtomicInteger();
    byte[] bytes =
        classes.transformClass(
            model(ENCODER),
            ClassTransform.transformingMethodBodies(
                method -> method.methodName().equalsString("addDebugInfo"),
                (code, element) -> frame(code, element, changed)));
    return changedOnce(2, changed, bytes, ENCODER);
  }

  /// Gives every frame an unknown line, and the bytecode position that the encoder itself uses for
  /// a whole method, so that equal frames are stored once.
  private static void frame(CodeBuilder code, CodeElement element, AtomicInteger changed) {
    if (isRead(element, "sourceLineNumber")) {
      code.pop().iconst_m1();
      changed.incrementAndGet();
    } else if (isRead(element, "encodedBci")) {
      code.pop()
          .iconst_0()
          .getstatic(STATE, "BeforePop", STATE)
          .invokestatic(
              ClassDesc.of(ENCODER),
              "encodeBci",
              MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_int, STATE));
      changed.incrementAndGet();
    } else {
      code.with(element);
    }
  }

  private static boolean isRead(CodeElement element, String field) {
    return element instanceof FieldInstruction instruction
        && instruction.opcode() == Opcode.GETFIELD
        && instruction.name().equalsString(field);
  }

  private byte[] noLocaleBundles() throws IOException {
    AtomicInteger changed = new AtomicInteger();
    byte[] bytes =
        classes.transformClass(
            model(LOCALIZATION),
            (type, element) -> {
              if (element instanceof MethodModel method
                  && method.methodName().equalsString("addResourceBundles")) {
                changed.incrementAndGet();
                type.withMethodBody(
                    method.methodName(),
                    method.methodType(),
                    method.flags().flagsMask(),
                    CodeBuilder::return_);
              } else {
                type.with(element);
              }
            });
    return changedOnce(1, changed, bytes, LOCALIZATION);
  }

  private static byte[] changedOnce(
      int expected, AtomicInteger changed, byte[] bytes, String name) {
    if (changed.get() != expected) {
      throw new Problem(
          name
              + " of the image builder is not as expected: compare BuilderClasses.java with this version of it.");
    }
    return bytes;
  }

  private ClassModel model(String name) throws IOException {
    JarEntry entry = jar.getJarEntry(file(name));
    if (entry == null) {
      throw new Problem("The image builder has no class " + name + " any more.");
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return classes.parse(in.readAllBytes());
    }
  }

  private InputStream resource(ClassDesc type) {
    String descriptor = type.descriptorString();
    JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return entry == null ? InputStream.nullInputStream() : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String file(String name) {
    return name.replace('.', '/') + ".class";
  }

  private void write(Path into, String name, byte[] bytes) throws IOException {
    Path file = into.resolve(file(name));
    Files.createDirectories(file.resolve(".."));
    Files.write(file.normalize(), bytes);
  }
}
