package com.oracle.svm.hosted.code;

import com.oracle.svm.hosted.meta.HostedMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.graal.compiler.code.CompilationResult;

/// Stands in for the builder's own class of this name, which sorts the machine code of all methods by their names. Here,
/// what runs comes first, in the order in which it runs: the pages that a start touches lie together, and the others are
/// not touched at all. `make first-methods` writes that order to `first-methods.txt`; methods that are not in it follow.
public class SortByMethodNameCodeSectionLayouter implements CodeSectionLayouter {
  private static final String ORDER = "first-methods.txt";

  @Override
  public List<HostedMethod> layout(Map<HostedMethod, CompilationResult> compilations) {
    Map<String, Integer> places = places();
    long found =
        compilations.keySet().stream().filter(method -> places.containsKey(method.getUniqueShortName())).count();
    System.out.println(ORDER + ": " + found + " of " + places.size() + " methods are in this image");
    return compilations.keySet().stream()
        .sorted(
            Comparator.comparing(
                    (HostedMethod method) -> places.getOrDefault(method.getUniqueShortName(), Integer.MAX_VALUE))
                .thenComparing(method -> method.format("%H.%n(%P):%R")))
        .toList();
  }

  private static Map<String, Integer> places() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SortByMethodNameCodeSectionLayouter.class.getResourceAsStream(ORDER), StandardCharsets.US_ASCII))) {
      Map<String, Integer> places = new HashMap<>();
      lines.lines().forEach(name -> places.put(name, places.size()));
      return places;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
