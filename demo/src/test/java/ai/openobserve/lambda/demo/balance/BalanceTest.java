package ai.openobserve.lambda.demo.balance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.demo.page.Page;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BalanceTest {
  private static final List<String> PRINTED = List.of("one", "two", "two", "three");
  private static final List<String> PLATFORM = List.of("platform.start r1", "platform.report r1");
  private static final Summary EVEN = new Summary(9, 9, 0, 0, "");

  @Test
  void isExactWhenEveryLineArrivedOnceInWhateverOrder() {
    var balance = balance(stored(List.of("two", "three", "one", "two"), EVEN));

    assertThat(balance.isExact()).isTrue();
    assertThat(shown(balance))
        .contains("Every printed line and every platform event arrived exactly once");
  }

  @Test
  void failsWhenALineIsLost() {
    var balance = balance(stored(List.of("one", "two", "three"), EVEN));

    assertThat(balance.isExact()).isFalse();
    assertThat(shown(balance))
        .contains("orders: lost: two", "Failed: not every line arrived exactly once.")
        .containsPattern("orders +4 +3 +1 +0 +9 +9 +0 +0");
  }

  @Test
  void failsWhenALineIsDoubled() {
    var balance = balance(stored(List.of("one", "two", "two", "three", "three"), EVEN));

    assertThat(balance.isExact()).isFalse();
    assertThat(shown(balance))
        .contains("orders: duplicate: three")
        .containsPattern("orders +4 +5 +0 +1 +9 +9 +0 +0");
  }

  @Test
  void failsWhenOneLineIsLostAndAnotherDoubled() {
    var balance = balance(stored(List.of("one", "one", "two", "two"), EVEN));

    assertThat(balance.isExact()).isFalse();
    assertThat(shown(balance)).contains("lost: three", "duplicate: one");
  }

  @Test
  void failsWhenALineArrivesThatNobodyPrinted() {
    assertThat(balance(stored(List.of("one", "two", "two", "three", "four"), EVEN)).isExact())
        .isFalse();
  }

  @Test
  void failsWhenAnEventOfThePlatformIsLostOrDoubled() {
    var lost = List.of("platform.start r1");
    var doubled = List.of("platform.start r1", "platform.report r1", "platform.report r1");

    assertThat(shown(balance(storedEvents(lost)))).contains("lost: platform.report r1", "Failed: ");
    assertThat(balance(storedEvents(doubled)).isExact()).isFalse();
    assertThat(balance(storedEvents(PLATFORM)).isExact()).isTrue();
  }

  @Test
  void failsWhenTheExtensionClaimsOtherThanWhatWasStored() {
    var balance =
        balance(
            new Account(
                "orders",
                PRINTED,
                PLATFORM,
                Optional.of(new Account.Stored(PRINTED, PLATFORM, 8)),
                Optional.of(EVEN),
                List.of()));

    assertThat(balance.isExact()).isFalse();
    assertThat(shown(balance))
        .contains("the extension reports 9 records delivered, but 8 were stored");
  }

  @Test
  void failsWhenSomethingWentOtherwiseThanItShould() {
    var account =
        new Account(
            "orders",
            PRINTED,
            PLATFORM,
            Optional.of(new Account.Stored(PRINTED, PLATFORM, 9)),
            Optional.of(EVEN),
            List.of("invocation 2 ended with error PaymentDeclined"));

    assertThat(balance(account).isExact()).isFalse();
  }

  @Test
  void failsWhenNothingRanOrNothingWasPrinted() {
    assertThat(balance().isExact()).isFalse();
    assertThat(
            balance(
                    new Account(
                        "orders",
                        List.of(),
                        List.of(),
                        Optional.of(new Account.Stored(List.of(), List.of(), 0)),
                        Optional.empty(),
                        List.of()))
                .isExact())
        .isFalse();
  }

  @Test
  void goesByTheExtensionsWordWhereTheDestinationIsNotReadBack() {
    var balance = balance(unread(Optional.of(EVEN)));

    assertThat(balance.isExact()).isTrue();
    assertThat(shown(balance))
        .contains("reads nothing back")
        .doesNotContain("exactly once")
        .containsPattern("orders +4 +\\? +\\? +\\? +9 +9 +0 +0");
    assertThat(balance(unread(Optional.empty())).isExact()).isFalse();
    assertThat(balance(unread(Optional.of(new Summary(9, 8, 1, 0, "")))).isExact()).isFalse();
    assertThat(balance(unread(Optional.of(new Summary(9, 8, 0, 1, "")))).isExact()).isFalse();
    assertThat(balance(unread(Optional.of(new Summary(5, 5, 0, 0, "")))).isExact()).isFalse();
  }

  @Test
  void fitsIntoEightyColumns() {
    assertThat(shown(balance(stored(PRINTED, EVEN))).lines())
        .allMatch(line -> line.length() <= 80)
        .contains(
            "  function       printed arrived   lost  twice received delivered dropped   held");
  }

  @Test
  void addsUpAllFunctions() {
    var balance = balance(stored(PRINTED, EVEN), stored(PRINTED, EVEN));

    assertThat(shown(balance)).containsPattern("all +8 +8 +0 +0 +18 +18 +0 +0");
  }

  @Test
  void readsTheExtensionsSummary() {
    assertThat(
            Summary.in(
                List.of(
                    "INFO Records: 1 received, 1 delivered, 0 dropped, 0 held",
                    "INFO Records: 125 received, 123 delivered, 2 dropped (buffer full 2), 0 held",
                    "INFO Final flush completed successfully")))
        .contains(new Summary(125, 123, 2, 0, ""));
    assertThat(
            Summary.in(
                List.of(
                    "INFO Records: 9 received, 9 delivered, 0 dropped, 0 held; dropped by Lambda before arrival 3")))
        .contains(new Summary(9, 9, 0, 0, "dropped by Lambda before arrival 3"))
        .hasValueSatisfying(summary -> assertThat(summary.isComplete()).isFalse());
    assertThat(Summary.in(List.of("INFO Starting"))).isEmpty();
  }

  private static Account stored(List<String> lines, Summary summary) {
    return new Account(
        "orders",
        PRINTED,
        PLATFORM,
        Optional.of(new Account.Stored(lines, PLATFORM, summary.delivered())),
        Optional.of(summary),
        List.of());
  }

  private static Account storedEvents(List<String> events) {
    return new Account(
        "orders",
        PRINTED,
        PLATFORM,
        Optional.of(new Account.Stored(PRINTED, events, EVEN.delivered())),
        Optional.of(EVEN),
        List.of());
  }

  private static Account unread(Optional<Summary> summary) {
    return new Account("orders", PRINTED, PLATFORM, Optional.empty(), summary, List.of());
  }

  private static Balance balance(Account... accounts) {
    return new Balance(List.of(accounts));
  }

  private static String shown(Balance balance) {
    var bytes = new ByteArrayOutputStream();
    balance.show(new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), 160, false));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
