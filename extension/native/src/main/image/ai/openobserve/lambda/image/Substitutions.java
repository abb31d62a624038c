package ai.openobserve.lambda.image;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
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

/// What is said of an expired certificate names its last day: in ISO form, as the names of time zones
/// are not in the image.
@TargetClass(Date.class)
final class Target_Date {
  @Alias
  public native long getTime();

  @Substitute
  @Override
  public String toString() {
    return Instant.ofEpochMilli(getTime()).toString();
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

/// The context that programs share who make none of their own, as OkHttp does. The JDK keeps it by
/// means of a variable handle, the only one that is looked up at run time: all of java.lang.invoke
/// hangs on it. `left-out.txt` makes that handle null.
@TargetClass(SSLContext.class)
final class Target_SSLContext {
  @Substitute
  public static SSLContext getDefault() throws NoSuchAlgorithmException {
    return SSLContext.getInstance("Default");
  }

  @Substitute
  public static void setDefault(SSLContext context) {
    throw new UnsupportedOperationException("no context is shared");
  }
}

/// Flight recorder and a system log would be told of handshakes and certificates: neither is there.
@TargetClass(className = "jdk.internal.event.EventHelper")
final class Target_EventHelper {
  @Substitute
  public static boolean isLoggingSecurity() {
    return false;
  }
}

/// The JDK's TLS is the only one there is.
@TargetClass(PlatformRegistry.class)
final class Target_PlatformRegistry {
  @Substitute
  public Platform findPlatform() {
    return new Jdk9Platform();
  }
}
