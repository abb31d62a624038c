package ai.openobserve.lambda.extension.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.testing.LogTrail;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class LedgerTest {
  private final Ledger ledger = new Ledger();

  @Test
  void anAccountWithoutLossesIsShort() {
    ledger.received(3);
    ledger.delivered(2);

    assertThat(ledger.summary()).isEqualTo("3 received, 2 delivered, 0 dropped, 1 held");
  }

  @Test
  void lossesAreListedByReason() {
    ledger.received(125);
    ledger.delivered(120);
    ledger.dropped(LossReason.BUFFER_FULL, 2);
    ledger.dropped(LossReason.MALFORMED, 1);
    ledger.dropped(LossReason.BUFFER_FULL, 1);

    assertThat(ledger.dropped()).isEqualTo(4);
    assertThat(ledger.summary())
        .isEqualTo(
            "125 received, 120 delivered, 4 dropped (buffer full 3, refused as malformed 1),"
                + " 1 held");
  }

  @Test
  void whatNeverBecameARecordIsCountedBeside() {
    ledger.unparsableBody();
    ledger.unparsableBody();
    ledger.droppedByLambda(17);

    assertThat(ledger.summary())
        .isEqualTo(
            "0 received, 0 delivered, 0 dropped, 0 held; unparsable bodies 2; dropped by Lambda"
                + " before arrival 17");
  }

  @Test
  void whatIsExcludedIsNeitherLostNorHeld() {
    LogBuffer buffer =
        new LogBuffer(
            1000, BatchLimits.of(OptionalInt.empty(), 1000), ledger, new LogTrail().log());
    buffer.append(new byte[] {'1', ',', '2'}, 0, 1, Reporting.LOGGED);
    buffer.exclude(3);
    buffer.exclude(0);

    assertThat(ledger.received()).isEqualTo(4);
    assertThat(ledger.excluded()).isEqualTo(3);
    assertThat(ledger.summary())
        .isEqualTo("4 received, 0 delivered, 0 dropped, 3 excluded, 1 held");
  }
}
