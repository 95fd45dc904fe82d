package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.HandOff;
import dev.gater.PubSub;
import dev.gater.SubscriptionOptions;
import dev.gater.WhenFull;
import dev.gater.event.DiagnosticsEvent;
import dev.gater.event.DomainEvent;
import dev.gater.event.PerformanceTrace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A handler that takes its time is told by name, and holds up nobody else. */
class HandOffTest {
  private static final int QUICK_AGAIN = 200;

  @RegisterExtension final Nodes nodes = new Nodes();

  private static void standAt(Gate gate) throws InterruptedException {
    gate.pass();
  }

  private static SubscriptionOptions named(String name) {
    return SubscriptionOptions.of("*").name(name);
  }

  private static HandOff only(PubSub<?> instance) {
    Waits.until("a hand-off", () -> !instance.handOffs().isEmpty());
    assertThat(instance.handOffs()).hasSize(1);
    return instance.handOffs().getFirst();
  }

  @Test
  void theVeryMessageGoesOnToTheOthers() {
    PubSub<DomainEvent> events = nodes.open().events();
    Gate gate = nodes.gate();
    var stuck = Recorder.on(events, named("stuck"), message -> standAt(gate));
    var after = Recorder.on(events, named("after"));

    Numbers.publish(events, "a", 1, 10);

    assertThat(after.await(10).data()).isEqualTo(Numbers.data(1, 10));
    assertThat(stuck.data()).isEqualTo(Numbers.data(1, 1));
    assertThat(stuck.subscription().inLine()).isFalse();
    assertThat(events.stats().lanes().stuck()).isEqualTo(1);
    gate.open();
    assertThat(stuck.await(10).data()).isEqualTo(Numbers.data(1, 10));
  }

  @Test
  void itIsRecordedWithTheSubscriptionTheMessageAndWhereTheHandlerWas() {
    PubSub<DomainEvent> events =
        nodes.open("events", policy -> policy.handlerBudget(Duration.ofMillis(5))).events();
    Gate gate = nodes.gate();
    Recorder.on(events, named("slow"), message -> standAt(gate));

    events.publish("orders:7", "placed", null);

    HandOff handOff = only(events);
    assertThat(handOff.cause()).isEqualTo(HandOff.Cause.OVER_BUDGET);
    assertThat(handOff.subscription()).isEqualTo("slow");
    assertThat(handOff.topic()).isEqualTo("orders:7");
    assertThat(handOff.sequence()).isEqualTo(1);
    assertThat(handOff.lasted()).isGreaterThanOrEqualTo(Duration.ofMillis(5));
    assertThat(handOff.stackTrace())
        .extracting(StackTraceElement::getMethodName)
        .contains("standAt");
    assertThat(events.stats().lanes().handOffs()).isEqualTo(1);
  }

  @Test
  void itIsPublishedOnDiagnostics() {
    Gater gater = nodes.open();
    var diagnostics = Recorder.on(gater.diagnostics(), "*");
    Gate gate = nodes.gate();
    Recorder.on(gater.events(), named("slow"), message -> standAt(gate));

    Numbers.publish(gater.events(), "a", 1, 1);

    DiagnosticsEvent told = diagnostics.await(1).messages().getFirst().event().orElseThrow();
    assertThat(told).isInstanceOf(PerformanceTrace.class);
    assertThat(((PerformanceTrace) told).toString()).contains("slow", "standAt");
  }

  /** Else each would make another. */
  @Test
  void whatDiagnosticsTellsMakesNoMoreToTell() {
    Gater gater = nodes.open();
    Gate gate = nodes.gate();
    var slow = Recorder.on(gater.diagnostics(), named("slow-listener"), message -> standAt(gate));
    var other = Recorder.on(gater.diagnostics(), "*");
    Recorder.on(gater.events(), named("slow"), message -> standAt(gate));

    Numbers.publish(gater.events(), "a", 1, 1);

    assertThat(only(gater.diagnostics()).subscription()).isEqualTo("slow-listener");
    gate.open();
    gater.diagnostics().publish("last", "last", null);
    assertThat(other.await(2).types()).endsWith("last").hasSize(2);
    assertThat(slow.await(2).messages()).hasSize(2);
  }

  @Test
  void whoIsQuickAgainReturnsInLine() {
    PubSub<DomainEvent> events = nodes.open().events();
    Gate gate = nodes.gate();
    var slowOnce = Recorder.on(events, named("slow-once"), message -> standAt(gate));
    Numbers.publish(events, "a", 1, 1);
    only(events);
    assertThat(slowOnce.subscription().inLine()).isFalse();

    gate.open();
    int published = 1;
    while (!slowOnce.subscription().inLine()) { // its own bound is the test's
      Numbers.publish(events, "a", published + 1, published + QUICK_AGAIN);
      published += QUICK_AGAIN;
      slowOnce.await(published);
    }

    assertThat(slowOnce.data()).isEqualTo(Numbers.data(1, published));
  }

  /** It waits for the dispatcher that it is: that says nothing of how quick it is. */
  @Test
  void whoWaitsForRoomInItsOwnInstanceIsNotCalledSlow() {
    Gater gater =
        nodes.open(
            "events",
            policy ->
                policy
                    .ring(2)
                    .handlerBudget(Duration.ofHours(1))
                    .whenFull(WhenFull.waitFor(Duration.ofSeconds(Waits.LONGEST_SECONDS))));
    PubSub<DomainEvent> events = gater.events();
    var diagnostics = Recorder.on(gater.diagnostics(), "*");
    var made =
        Recorder.on(
            events,
            SubscriptionOptions.of("asked").name("asks"),
            message -> Numbers.publish(events, "made", 1, 5));
    var seen = Recorder.on(events, "made");

    events.publish("asked", Numbers.TYPE, 0);

    assertThat(seen.await(5).data()).isEqualTo(Numbers.data(1, 5));
    assertThat(made.await(1).count()).isEqualTo(1);
    Waits.until("it stepped aside", () -> !events.handOffs().isEmpty());
    assertThat(events.handOffs())
        .allSatisfy(handOff -> assertThat(handOff.cause()).isEqualTo(HandOff.Cause.WAITING));
    gater.diagnostics().publish("last", "last", null);
    assertThat(diagnostics.await(1).types()).isEqualTo(List.of("last"));
  }
}
