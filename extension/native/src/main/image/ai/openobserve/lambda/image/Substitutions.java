package ai.openobserve.lambda.image;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.internal.platform.Jdk9Platform;
import okhttp3.internal.platform.Platform;
import okhttp3.internal.platform.PlatformRegistry;

/// Methods of others that do less in the image than on a JVM. Each says what it is instead of, and
/// why that is enough.
final class Substitutions {
  private Substitutions() {}
}

/// The JDK's TLS makes its debugging texts with it, which nobody turns on in an image. Its real work
/// brings formats of dates, numbers and money with it.
@TargetClass(java.text.MessageFormat.class)
final class Target_MessageFormat {
  @Alias private String pattern;

  @Substitute
  private void applyPatternImpl(String text) {
    pattern = text;
  }
}

/// Numbers look English in every text of ours: no locale's data is asked for their characters.
@TargetClass(java.util.Formatter.class)
final class Target_Formatter {
  @Substitute
  private static char getZero(Locale locale) {
    return '0';
  }

  @Substitute
  private static char getDecimalSeparator(Locale locale) {
    return '.';
  }

  @Substitute
  private static char getGroupingSeparator(Locale locale) {
    return ',';
  }

  @Substitute
  private static char getMinusSign(Locale locale) {
    return '-';
  }
}

/// The HTTP client logs its inner life with java.util.logging, at levels that nobody turns on: its
/// loggers are deaf here, and the log manager with its configuration stays out.
@TargetClass(Logger.class)
final class Target_Logger {
  @Alias
  Target_Logger(String name) {}

  @Substitute
  static Target_Logger getLogger(String name) {
    return new Target_Logger(name);
  }

  @Substitute
  public boolean isLoggable(Level level) {
    return false;
  }

  @Substitute
  public void log(Level level, String message) {}

  @Substitute
  public void log(Level level, String message, Throwable thrown) {}
}

/// The JDK's TLS is the only one there is.
@TargetClass(PlatformRegistry.class)
final class Target_PlatformRegistry {
  @Substitute
  public Platform findPlatform() {
    return new Jdk9Platform();
  }
}
