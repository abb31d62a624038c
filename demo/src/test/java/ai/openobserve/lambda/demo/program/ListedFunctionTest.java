package ai.openobserve.lambda.demo.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedFunctionTest {
  private static final String ORDERS =
      """
      [{"name": "orders", "runtime": "python3.14", "code": "python", "handler": "a.b", "logFormat": "Text"}]
      """;

  @TempDir Path folder;

  @Test
  void readsTheListOfThisProject() {
    assertThat(ListedFunction.all(Layout.ofThisBuild().examples()))
        .extracting(ListedFunction::family)
        .containsExactlyInAnyOrder(ListedFunction.Family.values());
  }

  @Test
  void namesTheFileThatCannotBeRead() throws Exception {
    assertThatThrownBy(() -> ListedFunction.all(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(folder.resolve("functions.json").toString());
    list("[{");
    assertThatThrownBy(() -> ListedFunction.all(folder))
        .hasMessageStartingWith("Cannot read " + folder.resolve("functions.json"));
  }

  @Test
  void namesTheFieldThatIsMissingOrUnknown() throws Exception {
    list(ORDERS.replace("handler", "handle"));
    assertThatThrownBy(() -> ListedFunction.all(folder))
        .hasMessageContaining("handler is required in {\"name\":\"orders\"");
    list(ORDERS.replace("Text", "XML"));
    assertThatThrownBy(() -> ListedFunction.all(folder))
        .hasMessage("Unknown logFormat XML; known: Text, JSON");
  }

  @Test
  void namesARuntimeThatTheDemoCannotRun() throws Exception {
    list(ORDERS.replace("python3.14", "ruby3.4"));
    var ruby = ListedFunction.all(folder).getFirst();

    assertThatThrownBy(ruby::family)
        .hasMessage(
            "orders: the demo cannot run ruby3.4 functions; known: python, nodejs, java, provided");
  }

  private void list(String json) throws IOException {
    Files.writeString(folder.resolve("functions.json"), json);
  }
}
