package ai.openobserve.lambda.sandbox.internal.model;

/// A function's name, version, handler, region and memory size.
public record FunctionIdentity(
    String name, String version, String handler, String region, int memorySizeMb) {
  /// The account that every sandbox belongs to.
  public static final String ACCOUNT_ID = "123456789012";

  /// The function's ARN.
  public String arn() {
    return "arn:aws:lambda:%s:%s:function:%s".formatted(region, ACCOUNT_ID, name);
  }
}
