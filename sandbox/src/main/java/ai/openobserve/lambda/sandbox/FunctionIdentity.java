package ai.openobserve.lambda.sandbox;

/// What a function is called and how large it is.
record FunctionIdentity(
    String name, String version, String handler, String region, int memorySizeMb) {
  static final String ACCOUNT_ID = "123456789012";

  String arn() {
    return "arn:aws:lambda:%s:%s:function:%s".formatted(region, ACCOUNT_ID, name);
  }
}
