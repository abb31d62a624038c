package ai.openobserve.lambda.extension.health;

/// One step of the check. Steps run in order, on one thread; each waits for a bounded time.
interface Step {
  String name();

  Finding run() throws InterruptedException;
}
