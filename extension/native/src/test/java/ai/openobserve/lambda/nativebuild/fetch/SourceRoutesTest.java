package ai.openobserve.lambda.nativebuild.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.nativebuild.fetch.Pins.KnownVersion;
import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Progress;
import ai.openobserve.lambda.nativebuild.step.Workspace;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/// Each route with all others hidden, with a package of two files.
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class SourceRoutesTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Build build =
      Build.in(new Workspace(Path.of(""), Path.of("")), new Progress(System.out, System::nanoTime));
  private HttpServer server = startless();

  private static HttpServer startless() {
    try {
      return HttpServer.create();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void commitTheList() throws Exception {
    Progress progress =
        new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), System::nanoTime);
    build = Build.in(new Workspace(folder.resolve("project"), folder.resolve("cache")), progress);
    Path lists = Files.createDirectories(build.workspace().module().resolve("src/main/sources"));
    Files.writeString(lists.resolve("lib-1.sha256"), TestTarball.list("int a;"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private SourcePackage lib() {
    return new SourcePackage(
        "lib",
        "LIB_SOURCES",
        "tar.gz",
        List.of(new KnownVersion("main/l/lib", "lib_1.orig.tar.gz", "0")),
        List.of("lib"),
        URI.create(address("/archive/v1.tar.gz")),
        List.of("*.c", "*/LICENSE"));
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private Path tarball(String name, String code) throws Exception {
    return TestTarball.of(folder, name, code);
  }

  private Path inCache(Path tarball) throws Exception {
    Path downloads = Files.createDirectories(build.workspace().downloads());
    return Files.copy(tarball, downloads.resolve(tarball.getFileName()));
  }

  private void serve(String path, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private SourceTree alone(String route, Map<String, String> more) throws Exception {
    Map<String, String> environment = new java.util.TreeMap<>(more);
    environment.put("ROUTES", route);
    return SourceRoutes.of(build, environment).resolve(lib());
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void cacheAlone() throws Exception {
    inCache(tarball("lib_1.orig.tar.gz", "int a;"));
    SourceTree tree = alone("cache", Map.of());
    assertThat(tree.cFiles()).containsExactly("a.c");
    assertThat(tree.folder().resolve("extra.c")).doesNotExist();
    assertThat(said()).contains("lib sources, route cache: ").contains("content of lib-1");
  }

  @Test
  void givenFileAlone() throws Exception {
    Path file = tarball("anything.tgz", "int a;");
    assertThat(alone("given", Map.of("LIB_SOURCES", file.toString())).release()).isEqualTo("lib-1");
  }

  @Test
  void givenAddressAloneAndFromTheCacheAfterwards() throws Exception {
    serve("/x/lib.tar.gz", Files.readAllBytes(tarball("lib.tar.gz", "int a;")));
    alone("given", Map.of("LIB_SOURCES", address("/x/lib.tar.gz")));
    assertThat(alone("cache", Map.of()).release()).isEqualTo("lib-1");
  }

  @Test
  void upstreamAlone() throws Exception {
    serve("/archive/v1.tar.gz", Files.readAllBytes(tarball("v1.tar.gz", "int a;")));
    assertThat(alone("upstream", Map.of()).release()).isEqualTo("lib-1");
  }

  @Test
  void contentIsTheSameByEveryRoute() throws Exception {
    Path one = tarball("lib_1.orig.tar.gz", "int a;");
    SourceTree given = alone("given", Map.of("LIB_SOURCES", one.toString()));
    Path unlisted = folder.resolve("pack-" + "int a;".hashCode() + "/lib-1/more.c");
    Files.writeString(unlisted, "int more;");
    Path other = inCache(tarball("lib-2.tar.gz", "int a;"));
    assertThat(Digest.ofFile(other)).isNotEqualTo(Digest.ofFile(one));
    assertThat(alone("cache", Map.of()).digest()).isEqualTo(given.digest());
  }

  @Test
  void contentThatDiffersIsRefusedAndNamed() throws Exception {
    Path file = tarball("lib.tar.gz", "int other;");
    assertThatThrownBy(() -> alone("given", Map.of("LIB_SOURCES", file.toString())))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("No route to the sources of lib: set LIB_SOURCES");
    assertThat(said()).contains("does not have the content of lib-1").contains("a.c differs");
  }

  @Test
  void signedReleaseThatIsNotKnownIsTakenWithItsDifferences() throws Exception {
    Path file = inCache(tarball("lib-2.tar.gz", "int other;"));
    Files.writeString(CacheRoute.signatureOf(file), Digest.ofFile(file));
    SourceTree tree = alone("cache", Map.of());
    assertThat(tree.differences()).containsExactly("a.c differs");
    assertThat(tree.folder().resolve("extra.c")).exists();
    assertThat(said()).contains("signed, is an unknown release").contains("a.c differs");
  }

  @Test
  void signatureOfOtherBytesIsNone() throws Exception {
    Path file = inCache(tarball("lib-2.tar.gz", "int other;"));
    Files.writeString(CacheRoute.signatureOf(file), "0");
    assertThatThrownBy(() -> alone("cache", Map.of())).isInstanceOf(Problem.class);
  }

  @Test
  void routeThatFailsSaysWhyInALineAndTheNextOneIsTaken() throws Exception {
    inCache(tarball("lib_1.orig.tar.gz", "int a;"));
    alone("given,upstream,cache", Map.of());
    assertThat(said())
        .contains("lib sources, route given: LIB_SOURCES is not set\n")
        .contains("lib sources, route upstream: " + address("/archive/v1.tar.gz"))
        .contains("the server answered 404")
        .contains("lib sources, route cache: ");
  }

  @Test
  void unknownRouteIsRefused() {
    assertThatThrownBy(() -> alone("cache,pigeon", Map.of()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(
            "Unknown route pigeon in ROUTES; known: cache, pool, suites, given, upstream");
  }
}
