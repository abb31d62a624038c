package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.step.Problem;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.FieldTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.ConstantValueAttribute;
import java.lang.classfile.instruction.ConstantInstruction;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/// The two flags of open(2) whose values differ between x86_64 and arm64, as javac writes them into
/// the classes of sun.nio.fs.
///
/// The value of O_NOFOLLOW is unique there. O_DIRECT has the same value as S_IFDIR and some buffer
/// sizes, but is the only one that is combined with other bits by `or`.
record FlagConstants(int noFollow, int direct) {
  private static final String NO_FOLLOW = "O_NOFOLLOW";
  private static final String DIRECT = "O_DIRECT";

  static FlagConstants of(Map<String, Integer> constants) {
    return new FlagConstants(value(constants, NO_FOLLOW), value(constants, DIRECT));
  }

  private static int value(Map<String, Integer> constants, String name) {
    Integer value = constants.get(name);
    if (value == null) {
      throw new Problem("sun.nio.fs.UnixConstants has no " + name + ": see FlagConstants.java.");
    }
    return value;
  }

  /// The constants of a class, by the names of their fields.
  static Map<String, Integer> fields(byte[] bytes) {
    Map<String, Integer> values = new TreeMap<>();
    for (FieldModel field : ClassFile.of().parse(bytes).fields()) {
      field
          .findAttribute(Attributes.constantValue())
          .filter(a -> a.constant().constantValue() instanceof Integer)
          .ifPresent(a ->
              values.put(field.fieldName().stringValue(), (Integer) a.constant().constantValue()));
    }
    return values;
  }

  /// @throws Problem if another constant differs, which the classes would keep
  static void requireSameButFlags(Map<String, Integer> here, Map<String, Integer> there) {
    Set<String> differing = new TreeSet<>();
    here.forEach((name, value) -> {
      if (!Objects.equals(value, there.get(name))) {
        differing.add(name);
      }
    });
    differing.removeAll(Set.of(NO_FOLLOW, DIRECT));
    if (!differing.isEmpty()) {
      throw new Problem(
          "Constants of sun.nio.fs differ on the target and are not replaced: "
              + differing
              + ". See FlagConstants.java.");
    }
  }

  /// The class with the target's values; the same array if it has none of these constants.
  byte[] replaced(byte[] bytes, FlagConstants other) {
    ClassModel model = ClassFile.of().parse(bytes);
    if (fields(bytes).containsKey(NO_FOLLOW)) {
      return ClassFile.of().transformClass(model, fieldsReplaced(other));
    }
    boolean any =
        model.methods().stream()
            .flatMap(method -> method.code().stream())
            .anyMatch(code -> !flags(code.elementList()).isEmpty());
    return any ? ClassFile.of().transformClass(model, codeReplaced(other)) : bytes;
  }

  private static ClassTransform fieldsReplaced(FlagConstants other) {
    Map<String, Integer> values = Map.of(NO_FOLLOW, other.noFollow, DIRECT, other.direct);
    return (builder, element) -> {
      if (element instanceof FieldModel field
          && values.containsKey(field.fieldName().stringValue())) {
        int value = Objects.requireNonNull(values.get(field.fieldName().stringValue()));
        FieldTransform withValue =
            (f, e) -> f.with(e instanceof ConstantValueAttribute ? constantValue(value) : e);
        builder.transformField(field, withValue);
      } else {
        builder.with(element);
      }
    };
  }

  private static FieldElement constantValue(int value) {
    return ConstantValueAttribute.of(value);
  }

  private ClassTransform codeReplaced(FlagConstants other) {
    return (builder, element) -> {
      if (element instanceof MethodModel method && method.code().isPresent()) {
        BitSet flags = flags(method.code().get().elementList());
        CodeTransform code = CodeTransform.ofStateful(() -> replacing(flags, other));
        builder.transformMethod(method, MethodTransform.transformingCode(code));
      } else {
        builder.with(element);
      }
    };
  }

  /// Walks through the elements of a method and counts them.
  private CodeTransform replacing(BitSet flags, FlagConstants other) {
    AtomicInteger at = new AtomicInteger();
    return (code, element) -> {
      if (flags.get(at.getAndIncrement())) {
        code.loadConstant(valueOf(element) == noFollow ? other.noFollow : other.direct);
      } else {
        code.with(element);
      }
    };
  }

  /// Which elements of a method load one of the flags.
  private BitSet flags(List<CodeElement> elements) {
    BitSet flags = new BitSet();
    for (int i = 0; i < elements.size(); i++) {
      int value = valueOf(elements.get(i));
      if (value == noFollow || (value == direct && isOrNext(elements, i))) {
        flags.set(i);
      }
    }
    return flags;
  }

  private static int valueOf(CodeElement element) {
    return element instanceof ConstantInstruction constant
            && constant.constantValue() instanceof Integer value
        ? value
        : 0;
  }

  private static boolean isOrNext(List<CodeElement> elements, int at) {
    return elements.stream()
        .skip(at + 1L)
        .filter(Instruction.class::isInstance)
        .findFirst()
        .filter(next -> ((Instruction) next).opcode() == Opcode.IOR)
        .isPresent();
  }
}
