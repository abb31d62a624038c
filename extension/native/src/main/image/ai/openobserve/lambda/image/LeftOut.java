package ai.openobserve.lambda.image;

import com.oracle.graal.pointsto.infrastructure.SubstitutionProcessor;
import com.oracle.svm.hosted.FeatureImpl.DuringSetupAccessImpl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import jdk.vm.ci.meta.ResolvedJavaMethod;
import org.graalvm.nativeimage.hosted.Feature;

/// Leaves methods out of the image that the builder would take in although nothing can call them:
/// those in `left-out.txt`, each below the reason why it is never called. One that is called all the
/// same throws an error, whose trace names it.
public final class LeftOut implements Feature {
  private static final String LIST = "left-out.txt";
  private static final String ANY = "*";
  private static final String MANY = "**";
  private static final String NULL = " = null";

  private final Set<String> names = new TreeSet<>();
  private final Set<String> answeringNull = new TreeSet<>();
  private final Map<String, Pattern> patterns = new TreeMap<>();
  private final Map<ResolvedJavaMethod, ResolvedJavaMethod> replaced = new ConcurrentHashMap<>();
  private final Set<String> used = ConcurrentHashMap.newKeySet();

  @Override
  public void duringSetup(DuringSetupAccess access) {
    read();
    ((DuringSetupAccessImpl) access)
        .registerSubstitutionProcessor(
            new SubstitutionProcessor() {
              @Override
              public ResolvedJavaMethod lookup(ResolvedJavaMethod method) {
                return replacement(method);
              }
            });
  }

  /// A name that matches nothing is a method that a new release of the JDK or of a library has
  /// renamed: the image would silently grow.
  @Override
  public void afterAnalysis(AfterAnalysisAccess access) {
    Set<String> unused = new TreeSet<>(names);
    unused.removeAll(used);
    if (!unused.isEmpty()) {
      System.out.println("left-out.txt: never met " + unused);
    }
  }

  private void read() {
    try (InputStream in = LeftOut.class.getResourceAsStream(LIST);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          add(line.strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    String name = line.endsWith(NULL) ? line.substring(0, line.length() - NULL.length()) : line;
    names.add(name);
    if (!name.equals(line)) {
      answeringNull.add(name);
    }
    if (name.contains(MANY)) {
      String expression = name.replace(".", "\\.").replace("$", "\\$");
      patterns.put(name, Pattern.compile(expression.replace(MANY, "[\\w.$]*")));
    }
  }

  private ResolvedJavaMethod replacement(ResolvedJavaMethod method) {
    String type = method.getDeclaringClass().toJavaName();
    String name = match(type, method);
    if (name.isEmpty() || method.isAbstract()) {
      return method;
    }
    used.add(name);
    return replaced.computeIfAbsent(
        method, original -> new LeftOutMethod(original, answeringNull.contains(name)));
  }

  private String match(String type, ResolvedJavaMethod method) {
    String all = type + "." + ANY;
    if (names.contains(all)) {
      return method.isClassInitializer() ? "" : all;
    }
    String exact = type + "." + method.getName();
    if (names.contains(exact)) {
      return exact;
    }
    String overload = exact + method.getSignature().toMethodDescriptor();
    if (names.contains(overload)) {
      return overload;
    }
    return patterns.entrySet().stream()
        .filter(each -> each.getValue().matcher(exact).matches())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
