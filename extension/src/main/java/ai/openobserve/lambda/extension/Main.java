package ai.openobserve.lambda.extension;

final class Main {
  private Main() {}

  static void main() {}
}
