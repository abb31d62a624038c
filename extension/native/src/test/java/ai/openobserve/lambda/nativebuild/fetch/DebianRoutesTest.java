package ai.openobserve.lambda.nativebuild.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.openobserve.lambda.nativebuild.fetch.Pins.KnownVersion;
import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Progress;
import ai.openobserve.lambda.nativebuild.step.Workspace;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/// The routes that use apt, each on its own, with a local archive whose lists are signed with a key
/// created for the test.
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class DebianRoutesTest {
  private static final String FILE = "lib_1+2.orig.tar.gz";

  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private record Archive(Build build, HttpServer server, Path root, Path keys) {
    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    Apt apt() {
      return Apt.sourcesAt(build, Suite.STABLE, new Mirror(address()), keys.resolve("archive.gpg"));
    }
  }

  private final List<Archive> started = new ArrayList<>();

  @BeforeEach
  void needsApt() {
    for (String program : List.of("apt-get", "gpg", "gpgconf", "gpgv")) {
      assumeTrue(Command.find(program).isPresent(), program + " is not on this machine");
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (Archive archive : started) {
      archive.server().stop(0);
      gpg(archive.keys(), "gpgconf", "--kill", "all");
    }
  }

  private Archive archive() throws Exception {
    Progress progress =
        new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), System::nanoTime);
    Build build =
        Build.in(new Workspace(folder.resolve("project"), folder.resolve("cache")), progress);
    Path lists = Files.createDirectories(build.workspace().module().resolve("src/main/sources"));
    Files.writeString(lists.resolve("lib-1.sha256"), TestTarball.list("int a;"));
    Path root = Files.createDirectories(folder.resolve("archive"));
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            root,
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    Archive archive = new Archive(build, server, root, keys());
    started.add(archive);
    return archive;
  }

  private Path keys() throws Exception {
    Path keys = Files.createDirectories(folder.resolve("keys"));
    keys.toFile().setReadable(false, false);
    keys.toFile().setReadable(true, true);
    gpg(keys, "gpg", "--quick-gen-key", "archive@example.test", "ed25519", "sign", "never");
    gpg(keys, "gpg", "--output", keys.resolve("archive.gpg").toString(), "--export");
    return keys;
  }

  private void gpg(Path keys, String program, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(program));
    if (program.equals("gpg")) {
      words.addAll(List.of("--batch", "--no-tty", "--pinentry-mode", "loopback"));
      words.addAll(List.of("--passphrase", ""));
    }
    words.addAll(List.of(arguments));
    new Command(words)
        .with("GNUPGHOME", keys.toString())
        .run(folder.resolve("gpg.log"), program + " failed.");
  }

  /// Puts a tarball into the archive's pool.
  private Path inPool(Archive archive, String code) throws Exception {
    Path pool = Files.createDirectories(archive.root().resolve("pool/main/l/lib"));
    return Files.copy(TestTarball.of(folder, FILE, code), pool.resolve(FILE));
  }

  /// Adds a tarball to the suite's list, and signs the list.
  private void list(Archive archive, Path tarball) throws Exception {
    Path suite = archive.root().resolve("dists/" + Suite.STABLE.name());
    Path sources = Files.createDirectories(suite.resolve("main/source")).resolve("Sources");
    String entry = " " + Digest.ofFile(tarball) + " " + Files.size(tarball) + " " + FILE + "\n";
    Files.writeString(
        sources,
        "Package: lib\nBinary: lib\nVersion: 1+2-1\nFormat: 3.0 (quilt)\n"
            + "Directory: pool/main/l/lib\nChecksums-Sha256:\n"
            + entry);
    Path release = suite.resolve("Release");
    Files.writeString(
        release,
        "Suite: stable\nCodename: trixie\nDate: Sat, 01 Nov 2025 10:00:00 UTC\nComponents: main\n"
            + "Architectures: all amd64 arm64\nSHA256:\n "
            + Digest.ofFile(sources)
            + " "
            + Files.size(sources)
            + " main/source/Sources\n");
    String signed = suite.resolve("InRelease").toString();
    gpg(archive.keys(), "gpg", "--yes", "--output", signed, "--clearsign", release.toString());
  }

  private SourceTree alone(Archive archive, Route route, String knownSha256) throws Exception {
    SourcePackage lib =
        new SourcePackage(
            "lib",
            "LIB_SOURCES",
            "tar.gz",
            List.of(new KnownVersion("main/l/lib", FILE, knownSha256)),
            List.of("lib"),
            URI.create(archive.address() + "upstream.tar.gz"),
            List.of("*.c", "*/LICENSE"));
    return new SourceRoutes(archive.build(), List.of(route)).resolve(lib);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void poolAloneGivesAKnownVersionThatNoListNames() throws Exception {
    Archive archive = archive();
    String sha256 = Digest.ofFile(inPool(archive, "int a;"));
    SourceTree tree = alone(archive, new PoolRoute(List.of(archive.apt())), sha256);
    assertThat(tree.release()).isEqualTo("lib-1");
    assertThat(said()).contains("lib sources, route pool: " + FILE + " in Debian");
    assertThat(archive.build().workspace().downloads().resolve(FILE)).exists();
  }

  @Test
  void poolRefusesOtherBytesOfTheKnownName() throws Exception {
    Archive archive = archive();
    inPool(archive, "int a;");
    PoolRoute pool = new PoolRoute(List.of(archive.apt()));
    assertThatThrownBy(() -> alone(archive, pool, Digest.of("other"))).isInstanceOf(Problem.class);
    assertThat(archive.build().workspace().downloads().resolve(FILE)).doesNotExist();
  }

  @Test
  void suitesAloneGiveWhatTheSignedListNames() throws Exception {
    Archive archive = archive();
    list(archive, inPool(archive, "int a;"));
    SourceTree tree =
        alone(
            archive, new SuitesRoute(archive.build(), List.of(archive.apt())), Digest.of("other"));
    assertThat(tree.release()).isEqualTo("lib-1");
    assertThat(said()).contains("lib sources, route suites: " + FILE + " of trixie");
  }

  @Test
  void suitesTakeASignedReleaseThatIsNotKnown() throws Exception {
    Archive archive = archive();
    list(archive, inPool(archive, "int other;"));
    SourceTree tree =
        alone(
            archive, new SuitesRoute(archive.build(), List.of(archive.apt())), Digest.of("other"));
    assertThat(tree.differences()).containsExactly("a.c differs");
  }

  @Test
  void suitesRefuseAListThatChangedAfterItWasSigned() throws Exception {
    Archive archive = archive();
    list(archive, inPool(archive, "int a;"));
    Path list = archive.root().resolve("dists/trixie/main/source/Sources");
    Files.writeString(list, Files.readString(list).replace("1+2-1", "1+2-2"));
    SuitesRoute suites = new SuitesRoute(archive.build(), List.of(archive.apt()));
    assertThatThrownBy(() -> alone(archive, suites, Digest.of("other")))
        .isInstanceOf(Problem.class);
    assertThat(said()).contains("apt cannot read Debian's lists");
  }
}
