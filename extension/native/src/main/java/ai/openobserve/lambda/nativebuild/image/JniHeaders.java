package ai.openobserve.lambda.nativebuild.image;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ConstantValueEntry;
import java.lang.classfile.constantpool.DoubleEntry;
import java.lang.classfile.constantpool.FloatEntry;
import java.lang.classfile.constantpool.IntegerEntry;
import java.lang.classfile.constantpool.LongEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The headers `java_net_InetAddress.h` and so on, which the JDK's build creates with `javac -h`.
/// Created here from the JDK's class files, which contain the same information: prototypes of the
/// native methods, and constants, including inherited ones.
final class JniHeaders {
  private static final Pattern INCLUDE =
      Pattern.compile("#\\s*include\\s+\"((?:java|jdk|sun|com)_\\w+)\\.h\"");

  private final Map<String, ClassModel> classes = new HashMap<>();

  private JniHeaders() {}

  static void write(List<Path> sourceFolders, List<String> modules, Path into) throws IOException {
    JniHeaders headers = new JniHeaders();
    for (String module : modules) {
      headers.read(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module));
    }
    Map<String, ClassModel> byHeader = new HashMap<>();
    headers.classes.forEach((name, model) -> byHeader.put(headerName(name), model));
    for (String header : included(sourceFolders)) {
      ClassModel model = byHeader.get(header);
      if (model != null) {
        Files.writeString(into.resolve(header + ".h"), headers.text(model));
      }
    }
  }

  private void read(Path module) throws IOException {
    try (Stream<Path> all = Files.walk(module)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".class")).toList()) {
        ClassModel model = ClassFile.of().parse(Files.readAllBytes(file));
        classes.put(model.thisClass().asInternalName(), model);
      }
    }
  }

  private static SortedSet<String> included(List<Path> folders) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Path folder : folders) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.filter(f -> f.toString().matches(".*\\.[ch]")).toList()) {
          INCLUDE
              .matcher(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
              .results()
              .map((MatchResult m) -> m.group(1))
              .forEach(names::add);
        }
      }
    }
    return names;
  }

  private static String headerName(String internalName) {
    return internalName.replace('/', '_').replace('$', '_');
  }

  private String text(ClassModel model) {
    String name = headerName(model.thisClass().asInternalName());
    StringBuilder text =
        new StringBuilder("#include <jni.h>\n#ifndef O2_" + name + "\n#define O2_" + name + "\n");
    for (ClassModel owner : lineage(model)) {
      for (FieldModel field : owner.fields()) {
        constant(field)
            .ifPresent(value -> define(text, name + "_" + field.fieldName().stringValue(), value));
      }
    }
    List<MethodModel> natives =
        model.methods().stream().filter(m -> m.flags().has(AccessFlag.NATIVE)).toList();
    for (MethodModel method : natives) {
      text.append(prototype(model, method, natives)).append('\n');
    }
    return text.append("#endif\n").toString();
  }

  private static void define(StringBuilder text, String macro, String value) {
    text.append("#undef ").append(macro).append("\n#define ");
    text.append(macro).append(' ').append(value).append('\n');
  }

  /// The class and its superclasses, topmost first.
  private List<ClassModel> lineage(ClassModel model) {
    List<ClassModel> lineage = new ArrayList<>();
    Optional<ClassModel> next = Optional.of(model);
    while (next.isPresent()) {
      lineage.addFirst(next.get());
      next = next.get().superclass().map(c -> classes.get(c.asInternalName()));
    }
    return lineage;
  }

  private static Optional<String> constant(FieldModel field) {
    if (!field.flags().has(AccessFlag.STATIC)) {
      return Optional.empty();
    }
    return field.findAttribute(Attributes.constantValue()).flatMap(a -> literal(a.constant()));
  }

  private static Optional<String> literal(ConstantValueEntry entry) {
    return switch (entry) {
      case IntegerEntry i -> Optional.of(i.intValue() + "L");
      case LongEntry l ->
          Optional.of(
              l.longValue() == Long.MIN_VALUE
                  ? "(-9223372036854775807LL - 1)"
                  : l.longValue() + "LL");
      case FloatEntry f ->
          Float.isFinite(f.floatValue()) ? Optional.of(f.floatValue() + "f") : Optional.empty();
      case DoubleEntry d ->
          Double.isFinite(d.doubleValue())
              ? Optional.of(String.valueOf(d.doubleValue()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static String prototype(ClassModel owner, MethodModel method, List<MethodModel> natives) {
    String name = method.methodName().stringValue();
    MethodTypeDesc type = method.methodTypeSymbol();
    boolean overloaded =
        natives.stream().filter(m -> m.methodName().stringValue().equals(name)).count() > 1;
    StringBuilder text = new StringBuilder("JNIEXPORT ");
    text.append(cType(type.returnType())).append(" JNICALL Java_");
    text.append(mangled(owner.thisClass().asInternalName())).append('_').append(mangled(name));
    if (overloaded) {
      text.append("__");
      type.parameterList().forEach(p -> text.append(mangled(p.descriptorString())));
    }
    text.append("(JNIEnv *, ");
    text.append(method.flags().has(AccessFlag.STATIC) ? "jclass" : "jobject");
    type.parameterList().forEach(p -> text.append(", ").append(cType(p)));
    return text.append(");").toString();
  }

  /// As in "Resolving Native Method Names" of the JNI specification.
  static String mangled(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '/' -> text.append('_');
        case '_' -> text.append("_1");
        case ';' -> text.append("_2");
        case '[' -> text.append("_3");
        default -> {
          if (c < 128 && Character.isLetterOrDigit(c)) {
            text.append(c);
          } else {
            text.append(String.format(java.util.Locale.ROOT, "_0%04x", (int) c));
          }
        }
      }
    }
    return text.toString();
  }

  private static String cType(ClassDesc type) {
    if (type.isPrimitive()) {
      return type.descriptorString().equals("V") ? "void" : "j" + type.displayName();
    }
    if (type.isArray()) {
      ClassDesc component = java.util.Objects.requireNonNull(type.componentType());
      return component.isPrimitive() ? "j" + component.displayName() + "Array" : "jobjectArray";
    }
    return switch (type.descriptorString()) {
      case "Ljava/lang/String;" -> "jstring";
      case "Ljava/lang/Class;" -> "jclass";
      case "Ljava/lang/Throwable;" -> "jthrowable";
      default -> "jobject";
    };
  }
}
