package ai.openobserve.lambda.examples.orders;

/// The failure that the event requests.
public final class PaymentDeclined extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PaymentDeclined(String order) {
    super("card declined for order " + order);
  }
}
