package ai.openobserve.lambda.cdk.report;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ProblemsTest {
  @Test
  void indentsTheProblemsBelowAProblem() {
    Problems zip = new Problems();
    zip.add("mode rwx------");
    zip.add("dynamically linked");
    Problems all = new Problems();
    try {
      zip.throwIfAny("The zip cannot be used");
    } catch (IllegalArgumentException e) {
      all.add(String.valueOf(e.getMessage()));
    }
    all.add("another");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> all.throwIfAny("Invalid zips"))
        .withMessage(
            """
            Invalid zips:
              * The zip cannot be used:
                * mode rwx------
                * dynamically linked
              * another\
            """);
  }
}
