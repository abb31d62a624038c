package ai.openobserve.lambda.sandbox.cli;

import ai.openobserve.lambda.sandbox.sink.Fault;
import ai.openobserve.lambda.sandbox.sink.Faults;
import ai.openobserve.lambda.sandbox.sink.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A fault as written on the command line: `[always=]KIND[:ARGUMENT][xTIMES]`.
///
/// @param times how many requests it applies to; 0 for all
record FaultSpec(Fault fault, int times) {
  static final String SYNTAX =
      "a status (503), STATUS:SECONDS for Retry-After (429:2), hang, delay:MILLISECONDS,"
          + " partial:RECORDS, silent-loss,"
          + " reset:before-body|half-body|before-storing|after-storing|mid-answer;"
          + " followed by xTIMES (503x3), or preceded by always= (always=delay:200)";

  private static final Pattern SPEC =
      Pattern.compile("(always=)?([a-z]+(?:-[a-z]+)*|\\d{3})(?::([a-z0-9-]+?))?(?:x(\\d+))?");

  /// Applies it to the sink's requests.
  void apply(Faults faults) {
    if (times == 0) {
      faults.always(fault);
    } else {
      faults.next(times, fault);
    }
  }

  static FaultSpec parse(String text) {
    Matcher spec = SPEC.matcher(text);
    if (!spec.matches()) {
      throw new TypeConversionException(
          "Invalid fault '%s'; a fault is %s".formatted(text, SYNTAX));
    }
    boolean always = spec.group(1) != null;
    int times = spec.group(4) == null ? 1 : Integer.parseInt(spec.group(4));
    String argument = spec.group(3) == null ? "" : spec.group(3);
    return new FaultSpec(fault(text, spec.group(2), argument), always ? 0 : times);
  }

  private static Fault fault(String text, String kind, String argument) {
    if (Character.isDigit(kind.charAt(0))) {
      int status = Integer.parseInt(kind);
      return argument.isEmpty()
          ? Fault.status(status)
          : Fault.retryAfter(status, number(text, argument));
    }
    return switch (kind) {
      case "hang" -> Fault.hang();
      case "silent-loss" -> Fault.silentLoss();
      case "delay" -> Fault.delay(Duration.ofMillis(number(text, argument)));
      case "partial" -> Fault.partial(number(text, argument));
      case "reset" -> Fault.reset(moment(text, argument));
      default ->
          throw new TypeConversionException(
              "Unknown kind '%s' in fault '%s'; a fault is %s".formatted(kind, text, SYNTAX));
    };
  }

  private static int number(String text, String argument) {
    try {
      return Integer.parseInt(argument);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "Invalid number '%s' in fault '%s'; a fault is %s".formatted(argument, text, SYNTAX));
    }
  }

  private static Moment moment(String text, String argument) {
    String name = argument.replace('-', '_').toUpperCase(Locale.ROOT);
    return Arrays.stream(Moment.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "Unknown moment '%s' in fault '%s'; a fault is %s"
                    .formatted(argument, text, SYNTAX)));
  }

  /// Parses a fault for picocli.
  static final class Converter implements ITypeConverter<FaultSpec> {
    @Override
    public FaultSpec convert(String value) {
      return parse(value);
    }
  }
}
