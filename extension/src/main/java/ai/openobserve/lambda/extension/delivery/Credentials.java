package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.config.Authorization;
import java.util.function.Supplier;

/// Where a request's `Authorization` comes from. Asked anew for every request, since it may change
/// while the process lives.
///
/// @param current the one to send; called by several threads
/// @param refused called after an answer 401 or 403, which may mean that there is a newer one
public record Credentials(Supplier<Authorization> current, Runnable refused) {

  /// One that never changes.
  public static Credentials fixed(Authorization authorization) {
    return new Credentials(() -> authorization, () -> {});
  }
}
