package ai.openobserve.lambda.nativebuild.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/// `build/first-methods` with a stand-in for the emulator, and the list that it has written.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FirstMethodsTest {
  private static final Path LIST =
      Path.of("src/main/builder-patch/com/oracle/svm/hosted/code/first-methods.txt");

  private static final String HASH = "_0123456789abcdefghijAB";

  @TempDir private Path folder;

  private record Result(int exit, String said) {}

  @BeforeEach
  void standIns() throws IOException {
    // Called as: -d in_asm,nochain -D TRACE EXECUTABLE RUN; the executable names what a run
    // executes.
    script("qemu-x86_64-static", "sed -n \"s/^$6 /IN: /p\" \"$5\" > \"$4\"");
    script("suite", "for run in 1 2 3 4 5; do \"${1#-Dextension.command=}\" $run; done");
  }

  private void script(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Result firstMethods(String path, String executed) throws Exception {
    Path executable = Files.writeString(folder.resolve("executable"), executed);
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/bash",
            Path.of("../../build/first-methods").toAbsolutePath().toString(),
            executable.toString(),
            folder.resolve("list").toString(),
            folder.resolve("suite").toString());
    builder.environment().put("PATH", path);
    builder.environment().put("TMPDIR", folder.toString());
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), said);
  }

  private String withEmulator() {
    return folder + ":" + System.getenv("PATH");
  }

  @Test
  void listsFirstWhatNearlyEveryRunExecutesByItsEarliestPlace() throws Exception {
    StringBuilder executed = new StringBuilder();
    for (int run = 1; run <= 5; run++) {
      executed.append(run).append(" aFunctionWrittenInCWithALongName\n").append(run).append(" \n");
      if (run == 1) {
        executed.append("1 Rare_run").append(HASH).append('\n');
      }
      executed.append(run).append(" Main_main").append(HASH).append('\n');
      executed
          .append(run)
          .append(run == 2 ? " Late_end" : " Early_begin")
          .append(HASH)
          .append('\n');
      executed
          .append(run)
          .append(run == 2 ? " Early_begin" : " Late_end")
          .append(HASH)
          .append('\n');
      executed.append(run).append(" Main_main").append(HASH).append('\n');
    }

    Result result = firstMethods(withEmulator(), executed.toString());

    assertThat(result.said()).contains("4 methods, from 5 runs of the extension");
    assertThat(result.exit()).isZero();
    assertThat(Files.readAllLines(folder.resolve("list")))
        .containsExactly(
            "Main_main" + HASH, "Early_begin" + HASH, "Late_end" + HASH, "Rare_run" + HASH);
  }

  @Test
  void saysThatTheExecutableHasNoSymbols() throws Exception {
    Result result = firstMethods(withEmulator(), "1 \n2 \n");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.said()).contains("no method was seen: does", "have symbols?");
    assertThat(folder.resolve("list")).doesNotExist();
  }

  @Test
  void showsTheEndOfASuiteThatCannotRun() throws Exception {
    script("suite", "echo 'no JDK here'; exit 3");

    Result result = firstMethods(withEmulator(), "");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.said()).contains("no JDK here");
  }

  @Test
  void saysHowToInstallTheEmulator() throws Exception {
    Result result = firstMethods("/nowhere", "");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.said())
        .contains("qemu-x86_64 is required", "apt-get install qemu-user-static");
  }

  @Test
  void theCommittedListHasEveryMethodOnceAndThoseThatAnyStartRuns() throws IOException {
    List<String> names = Files.readAllLines(LIST);

    assertThat(names).hasSizeGreaterThan(3000).doesNotHaveDuplicates();
    assertThat(names)
        .allMatch(name -> name.matches("[\\w$<>-]+_[0-9A-Za-z]{20,}"), "Class_method_hash");
    assertThat(names.subList(0, 1000)).anyMatch(name -> name.startsWith("JavaMainWrapper_"));
    assertThat(names).anyMatch(name -> name.startsWith("LambdaApi_"));
  }
}
