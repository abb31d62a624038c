package ai.openobserve.lambda.chaos.check;

/// Something that must not have happened.
public record Violation(Rule rule, String what) {

  /// What must hold.
  public enum Rule {
    /// Every environment initialises.
    INIT(true),
    /// An invocation ends as the function ends.
    FUNCTION(true),
    /// An invocation is not held longer than the budget.
    BUDGET(true),
    /// An invocation is hardly held once the backend is known to be bad.
    KNOWN_BAD(true),
    /// The process ends by itself, with code 0, before its deadline.
    SHUTDOWN(true),
    /// The process says at its end what became of the records.
    SUMMARY(false),
    /// Received = delivered + dropped + held.
    BALANCE(false),
    /// What it says it has received is what it was sent.
    RECEIVED(true),
    /// What it says it has delivered is what the backend has.
    DELIVERED(true),
    /// Nothing is lost that the buffer could hold and time allowed.
    LOST(true),
    /// Duplicates only if an answer was lost.
    DOUBLED(true),
    /// Nothing arrives that was not written.
    INVENTED(false),
    /// Memory is bounded.
    MEMORY(false),
    /// Lines of its own are bounded.
    LINES(false),
    /// A bad backend is not flooded.
    REQUESTS(false);

    private final boolean timing;

    Rule(boolean timing) {
      this.timing = timing;
    }

    /// Whether a busy machine can make it look broken (a client that gets no processor believes
    /// that an answer is late), so that the run has to be repeated alone.
    public boolean dependsOnTiming() {
      return timing;
    }
  }

  @Override
  public String toString() {
    return rule + ": " + what;
  }
}
