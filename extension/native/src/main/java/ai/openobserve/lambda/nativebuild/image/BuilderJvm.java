package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.ImageBuilder;
import ai.openobserve.lambda.nativebuild.fetch.Pins;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The JVM that the image builder runs on: its flags, the modules it sees, and the packages of the
/// JDK that are opened to the builder.
final class BuilderJvm {
  static final List<String> FLAGS =
      List.of(
          // Without this the build succeeds and the image crashes at startup.
          "--enable-native-access=" + ImageBuilder.MODULE,
          "--sun-misc-unsafe-memory-access=allow",
          // For our own classes in src/main/image: one shortens the lists of the security
          // providers, another replaces methods while the builder analyses.
          "--add-opens=java.base/java.security=ALL-UNNAMED",
          "--add-exports=" + ImageBuilder.MODULE + "/com.oracle.svm.hosted=ALL-UNNAMED",
          "--add-exports=" + ImageBuilder.MODULE + "/com.oracle.svm.hosted.annotation=ALL-UNNAMED",
          "--add-exports=" + ImageBuilder.MODULE + "/com.oracle.svm.hosted.phases=ALL-UNNAMED",
          "--add-exports=" + ImageBuilder.MODULE + "/com.oracle.svm.hosted.substitute=ALL-UNNAMED",
          "--add-exports=org.graalvm.nativeimage.pointsto/com.oracle.graal.pointsto.infrastructure=ALL-UNNAMED",
          "--add-exports=org.graalvm.nativeimage.pointsto/com.oracle.graal.pointsto.meta=ALL-UNNAMED",
          "--add-exports=jdk.graal.compiler/jdk.graal.compiler.debug=ALL-UNNAMED",
          "--add-exports=jdk.graal.compiler/jdk.graal.compiler.graph=ALL-UNNAMED",
          "--add-exports=jdk.graal.compiler/jdk.graal.compiler.java=ALL-UNNAMED",
          "--add-exports=jdk.graal.compiler/jdk.graal.compiler.nodes=ALL-UNNAMED",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:+EnableJVMCI",
          "-XX:-UseJVMCICompiler",
          "-XX:+UseParallelGC",
          "-Xss10m",
          "-Xms1g",
          "-Xmx2560m",
          "-Xshare:off",
          "-Djava.system.class.loader=com.oracle.svm.hosted.NativeImageSystemClassLoader",
          "-Dorg.graalvm.nativeimage.imagecode=buildtime",
          "-Dcom.oracle.graalvm.isaot=true",
          "-Djava.awt.headless=true",
          "-Duser.language=en",
          "-Duser.country=US",
          "-Dorg.graalvm.version=" + Pins.BUILDER,
          "-Dorg.graalvm.vendor=OpenObserve Lambda layer",
          "-Dorg.graalvm.vendorurl=https://openobserve.ai",
          "-Dorg.graalvm.vendorversion=OpenObserve Lambda layer",
          "-Dtruffle.TrustAllTruffleRuntimeProviders=true",
          "-Dtruffle.TruffleRuntime=com.oracle.truffle.api.impl.DefaultTruffleRuntime",
          "-Dgraalvm.ForcePolyglotInvalid=true",
          "-Dgraalvm.locatorDisabled=true",
          "-Dsubstratevm.HostLibC=glibc",
          "-Djdk.reflect.useOldSerializableConstructor=true",
          "-Djdk.internal.lambda.disableEagerInitialization=true",
          "-Djdk.internal.lambda.eagerlyInitialize=false",
          "-Djava.lang.invoke.InnerClassLambdaMetafactory.initializeLambdas=false",
          "-Djava.lang.invoke.MethodHandle.DONT_INLINE_THRESHOLD=-1",
          "-Djava.lang.invoke.MethodHandle.PROFILE_GWT=false");

  /// The modules whose internal packages the builder accesses.
  private static final List<String> OPENED =
      List.of(
          "java.base",
          "java.management",
          "jdk.management",
          "jdk.internal.vm.ci",
          "jdk.jfr",
          "java.instrument",
          "java.xml",
          "jdk.zipfs",
          "jdk.httpserver",
          "java.logging",
          "java.sql",
          "java.naming",
          "java.rmi",
          "jdk.unsupported",
          "java.prefs",
          "java.desktop",
          "jdk.localedata",
          "jdk.crypto.cryptoki",
          "jdk.management.agent",
          "java.security.sasl",
          "java.security.jgss",
          "jdk.internal.jvmstat",
          "jdk.net",
          "jdk.jartool",
          "jdk.attach");

  private static final String OPENED_TO =
      String.join(
          ",",
          ImageBuilder.MODULE,
          "org.graalvm.nativeimage.base",
          "org.graalvm.nativeimage.pointsto",
          "org.graalvm.nativeimage.objectfile",
          "org.graalvm.nativeimage.configure",
          "org.graalvm.nativeimage",
          "org.graalvm.nativeimage.libgraal",
          "jdk.graal.compiler",
          "org.graalvm.truffle.compiler",
          "org.graalvm.espresso.shared.svm",
          "ALL-UNNAMED");

  /// Modules beyond java.base: three that the extension's libraries need, and one that the builder
  /// expects.
  private static final String MODULES = "jdk.net,jdk.unsupported,java.logging,jdk.attach";

  /// All modules that the builder's JVM sees, with those they require. What it sees reaches the
  /// image: providers of charsets, locales and security services, and the descriptions of the
  /// modules themselves.
  private static final String LIMIT = ImageBuilder.MODULE + "," + MODULES;

  private BuilderJvm() {}

  /// The options that are the same in every build: part of the identity of an image.
  static List<String> fixedOptions() {
    List<String> all = new ArrayList<>(FLAGS);
    all.addAll(OPENED);
    all.add(OPENED_TO);
    all.add(MODULES);
    all.add(LIMIT);
    return all;
  }

  static List<String> modules() {
    return List.of("--add-modules", MODULES, "--limit-modules", LIMIT);
  }

  /// Writes the options that open the JDK's packages to the builder.
  static Path exports(Path into) throws IOException {
    StringBuilder lines = new StringBuilder();
    Map<String, List<String>> packages = new TreeMap<>();
    for (String module : OPENED) {
      ModuleFinder.ofSystem()
          .find(module)
          .ifPresent(
              m -> packages.put(module, m.descriptor().packages().stream().sorted().toList()));
    }
    packages.forEach((module, names) ->
        names.forEach(name ->
            lines
                .append("--add-exports=")
                .append(module)
                .append('/')
                .append(name)
                .append('=')
                .append(OPENED_TO)
                .append('\n')));
    return Files.writeString(into.resolve("exports"), lines.toString());
  }
}
