package ai.openobserve.lambda.nativebuild.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.junit.jupiter.api.Test;

class ReferenceClassTest {
  private static final ClassDesc CLASS = ClassDesc.of("java.lang.ref.Reference");
  private static final MethodTypeDesc GETTER = MethodTypeDesc.of(ConstantDescs.CD_Object);

  /// The class as in 25.0.5, or as in earlier updates.
  private static byte[] reference(boolean withNative) {
    return ClassFile.of()
        .build(
            CLASS,
            type -> {
              type.withField("referent", ConstantDescs.CD_Object, ClassFile.ACC_PRIVATE);
              if (withNative) {
                type.withMethod(
                    "get0", GETTER, ClassFile.ACC_PRIVATE | ClassFile.ACC_NATIVE, m -> {});
              }
              type.withMethodBody(
                  "get",
                  GETTER,
                  ClassFile.ACC_PUBLIC,
                  code -> {
                    code.aload(0);
                    if (withNative) {
                      code.invokevirtual(CLASS, "get0", GETTER);
                    } else {
                      code.getfield(CLASS, "referent", ConstantDescs.CD_Object);
                    }
                    code.areturn();
                  });
            });
  }

  @Test
  void callOfTheNativeMethodBecomesAReadOfTheField() {
    byte[] adapted = ReferenceClass.adapted(reference(true)).orElseThrow();
    var get =
        ClassFile.of().parse(adapted).methods().stream()
            .filter(m -> m.methodName().equalsString("get"))
            .findFirst()
            .orElseThrow();
    assertThat(get.code().orElseThrow().elementList())
        .noneMatch(InvokeInstruction.class::isInstance)
        .anyMatch(e -> e instanceof FieldInstruction f && f.name().equalsString("referent"));
    assertThat(ClassFile.of().verify(adapted)).isEmpty();
  }

  @Test
  void classWithoutItStaysAsItIs() {
    assertThat(ReferenceClass.adapted(reference(false))).isEmpty();
  }
}
