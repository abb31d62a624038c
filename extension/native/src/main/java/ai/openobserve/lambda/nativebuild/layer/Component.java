package ai.openobserve.lambda.nativebuild.layer;

import ai.openobserve.lambda.nativebuild.fetch.Pins;
import ai.openobserve.lambda.nativebuild.image.Application;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A component whose code is in the executable.
///
/// @param group as in Maven, or empty
/// @param licence its SPDX expression
/// @param sha256 of the file it came in, or empty
record Component(
    String group, String name, String version, String licence, String home, String sha256) {
  /// Maven coordinates and licences of the libraries; a library that is missing here fails the
  /// build, so that none gets into the layer without a notice.
  private static final List<Component> LIBRARIES =
      List.of(
          new Component(
              "com.google.re2j", "re2j", "", "BSD-3-Clause", "https://github.com/google/re2j", ""),
          library("com.squareup.okhttp3", "okhttp-jvm", "https://square.github.io/okhttp/"),
          library("com.squareup.okio", "okio-jvm", "https://square.github.io/okio/"),
          library("dev.failsafe", "failsafe", "https://failsafe.dev/"),
          library("org.jetbrains.kotlin", "kotlin-stdlib", "https://kotlinlang.org/"),
          library("org.jetbrains", "annotations", "https://github.com/JetBrains/java-annotations"),
          library("org.jspecify", "jspecify", "https://jspecify.dev/"));

  private static Component library(String group, String name, String home) {
    return new Component(group, name, "", "Apache-2.0", home, "");
  }

  /// Everything that is in an executable made from these parts, ordered by name.
  static List<Component> all(Application application, String jdk, String zlib, String libdeflate)
      throws Exception {
    List<Component> all = new ArrayList<>();
    for (Path jar : application.libraries()) {
      all.add(ofJar(jar.getFileName().toString(), Digest.ofFile(jar)));
    }
    all.add(
        new Component(
            "org.graalvm.nativeimage",
            "svm",
            Pins.BUILDER,
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "https://www.graalvm.org/",
            ""));
    all.add(
        new Component(
            "",
            "openjdk",
            jdk,
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "https://openjdk.org/",
            ""));
    all.add(new Component("", "musl", Pins.MUSL, "MIT", "https://musl.libc.org/", ""));
    all.add(new Component("", "zig-compiler-rt", Pins.ZIG, "MIT", "https://ziglang.org/", ""));
    all.add(new Component("", "zlib", zlib, "Zlib", "https://zlib.net/", ""));
    all.add(
        new Component(
            "", "libdeflate", libdeflate, "MIT", "https://github.com/ebiggers/libdeflate", ""));
    all.sort(Comparator.comparing(Component::name));
    return all;
  }

  static Component ofJar(String file, String sha256) {
    for (Component one : LIBRARIES) {
      if (file.startsWith(one.name() + "-")
          && Character.isDigit(file.charAt(one.name().length() + 1))) {
        String version = file.substring(one.name().length() + 1, file.length() - ".jar".length());
        return new Component(one.group(), one.name(), version, one.licence(), one.home(), sha256);
      }
    }
    throw new Problem(
        file
            + " is a new library: add its coordinates and its licence to Component.java, so that the layer's notices and SBOM name it.");
  }

  /// Its package URL, with which readers of the SBOM look it up.
  String purl() {
    return group.isEmpty()
        ? "pkg:generic/" + name + "@" + version.replace("+", "%2B")
        : "pkg:maven/" + group + "/" + name + "@" + version;
  }
}
