package ai.openobserve.lambda.sandbox.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HandlerTest {
  @TempDir Path folder;

  /// Creates an interpreter that only knows its version.
  private String searchPath(String program, String version) throws IOException {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve(program);
    Files.writeString(file, "#!/bin/sh\necho " + version + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return "/nowhere:" + file.getParent();
  }

  @ParameterizedTest
  @CsvSource({
    "app.py, app.handler, python3, Python 3.14.1, Python 3.14.1",
    "src/app.py, src/app.handler, python3, Python 3.14.1, Python 3.14.1",
    "index.mjs, index.handler, node, v24.1.0, Node.js 24.1.0",
    "index.cjs, index.handler, node, v24.1.0, Node.js 24.1.0"
  })
  void isFoundByTheNameThatLambdaHasForIt(
      String file, String name, String program, String version, String runtime) throws IOException {
    Path source = folder.resolve(file);
    Files.createDirectories(source.getParent());
    Files.writeString(source, "");

    assertThat(Handler.find(folder, name, searchPath(program, version)).runtime())
        .isEqualTo(runtime);
  }

  @ParameterizedTest
  @ValueSource(strings = {"handler", ".handler", "app."})
  void aNameWithoutAFileOrAFunctionIsInvalid(String name) {
    assertThatThrownBy(() -> Handler.find(folder, name, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Handler '" + name + "' is invalid; expected FILE.FUNCTION, for example app.handler");
  }

  @Test
  void aMissingFileIsNamedWithThePlacesThatWereTried() {
    assertThatThrownBy(() -> Handler.find(folder, "app.handler", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("app.py, app.mjs, app.js, app.cjs");
  }

  @Test
  void aMissingInterpreterIsNamed() throws IOException {
    Files.writeString(folder.resolve("app.py"), "");

    assertThatThrownBy(() -> Handler.find(folder, "app.handler", "/nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("app.py needs python3, and no working one is on the PATH");
  }
}
