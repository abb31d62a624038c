package ai.openobserve.lambda.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.openobserve.lambda.demo.program.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/// `make demo VIEW=1` with a user at the page: Chromium.
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class LiveViewIT {
  private static final Pattern ADDRESS = Pattern.compile("live view  (?:open )?(http://\\S+)");

  @TempDir Path folder;

  @Test
  void showsWhatHappensAndLetsFaultsBeSwitched() throws Exception {
    var browser = Chromium.installed();
    assumeTrue(browser.isPresent(), "Chromium is not installed");
    var output = folder.resolve("demo.out");
    var process = demo(output);
    try (var page = Chromium.open(browser.get(), folder, address(output, process))) {
      page.await("document.querySelectorAll('#rows tr').length > 20");
      page.await("document.querySelectorAll('#timeline li[data-kind=invoke]').length > 3");
      assertThat(page.text("document.getElementById('timeline').innerText"))
          .contains(
              "orders-python: init",
              "extension added",
              "success",
              "PaymentDeclined",
              "requests to OpenObserve");
      assertThat(page.text("document.getElementById('rows').innerText"))
          .contains("Order A-1001 received", "platform.report", "🎉 ありがとう");

      filters(page);
      faults(page);
      accessibility(page);
      page.prefer("dark");
      assertThat(contrasts(page)).as("dark").isEmpty();
      page.screenshot(Layout.ofThisBuild().root().resolve("demo/target/live-view-dark.png"));
      page.prefer("light");
      assertThat(contrasts(page)).as("light").isEmpty();
      page.screenshot(Layout.ofThisBuild().root().resolve("demo/target/live-view.png"));

      page.text("document.getElementById('finish').click()");
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
      page.await("document.getElementById('status').textContent === 'The run has ended.'");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertThat(Files.readString(output)).contains("Balance", "OpenObserve set up");
  }

  private static void filters(Chromium page) throws Exception {
    set(page, "text", "A-1003");
    page.await("document.querySelectorAll('#rows tr').length > 0");
    assertThat(
            page.text(
                "[...document.querySelectorAll('#rows tr')].every(r => r.innerText.includes('A-1003'))"))
        .isEqualTo("true");
    set(page, "text", "");
    set(page, "type", "platform.report");
    assertThat(
            page.text(
                "[...document.querySelectorAll('#rows tr')].every(r => r.cells[2].textContent === 'platform.report')"))
        .isEqualTo("true");
    assertThat(page.text("document.getElementById('shown').textContent"))
        .containsPattern("\\d+ of \\d+ records");
    page.text("document.querySelector('#filters button[type=reset]').click()");
    page.await(
        "document.getElementById('shown').textContent.match(/^(\\d+) of \\1 records/) !== null");
    page.text("document.getElementById('request').focus()");
  }

  private static void faults(Chromium page) throws Exception {
    var failed = page.text("document.getElementById('failedRequests').textContent");
    page.text("document.querySelector('[data-fault=UNAVAILABLE]').focus()");
    page.press("Enter", "Enter");
    page.await("document.getElementById('status').textContent === 'A fault is on: 503.'");
    page.await("Number(document.getElementById('failedRequests').textContent) > " + failed);
    page.text("document.querySelector('[data-fault=NONE]').click()");
    page.await("document.getElementById('status').textContent === 'OpenObserve answers.'");
    var stored = page.text("document.getElementById('stored').textContent");
    page.await("Number(document.getElementById('stored').textContent) > " + stored);
  }

  /// What users without a mouse or with a screen reader need.
  private static void accessibility(Chromium page) throws Exception {
    assertThat(
            page.text(
                "[...document.querySelectorAll('input, select')].every(e => e.labels.length === 1)"))
        .isEqualTo("true");
    assertThat(
            page.text("[...document.querySelectorAll('button')].every(b => b.textContent.trim())"))
        .isEqualTo("true");
    assertThat(
            page.text(
                "[...document.querySelectorAll('section')].every(s => document.getElementById(s.getAttribute('aria-labelledby')))"))
        .isEqualTo("true");
    assertThat(page.text("document.querySelectorAll('#switches [aria-pressed=true]').length"))
        .isEqualTo("1");
    assertThat(page.text("document.documentElement.lang")).isEqualTo("en");
    assertThat(page.text("document.querySelectorAll('[role=status]').length")).isEqualTo("1");
    assertThat(
            page.text(
                "[...document.querySelectorAll('.scroll')].every(e => e.tabIndex === 0 && e.getAttribute('role') === 'region')"))
        .isEqualTo("true");
    assertThat(page.text("document.documentElement.scrollWidth <= innerWidth")).isEqualTo("true");
  }

  /// Colours with too little contrast to the cards: text needs 4.5 to 1, drawings 3 to 1, according
  /// to WCAG.
  private static String contrasts(Chromium page) throws Exception {
    return page.text(
        """
        (() => {
          const style = getComputedStyle(document.documentElement);
          const light = (name) => {
            const hex = style.getPropertyValue("--" + name).trim().slice(1);
            const [r, g, b] = [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
              .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ratio = (one, other) =>
            (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
          const least = { ink: 4.5, faint: 4.5, function: 3, extension: 3, telemetry: 3, request: 3, failed: 3, frozen: 3 };
          return Object.entries(least)
            .filter(([name, wanted]) => !(ratio(light(name), light("card")) >= wanted))
            .map(([name]) => name).join(" ");
        })()
        """);
  }

  private static void set(Chromium page, String id, String value) throws Exception {
    page.text(
        "(e => { e.value = '%s'; e.dispatchEvent(new Event('input', { bubbles: true })); })(document.getElementById('%s'))"
            .formatted(value, id));
  }

  private Process demo(Path output) throws Exception {
    var builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-jar",
                    Layout.ofThisBuild()
                        .root()
                        .resolve("demo/target/o2-lambda-demo.jar")
                        .toString(),
                    "orders-python"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(List.of("ENDPOINT", "ORG", "AUTH", "STREAM", "DISPLAY", "WAYLAND_DISPLAY"));
    builder.environment().put("VIEW", "1");
    var process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static String address(Path output, Process process) throws Exception {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end && process.isAlive()) {
      var found = ADDRESS.matcher(Files.readString(output));
      if (found.find()) {
        return found.group(1);
      }
      boolean _ = process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("The demo shows no address:\n" + Files.readString(output));
  }
}
