package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Gater;
import dev.gater.Position;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.event.DomainEvent;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Where a subscription begins that is made while messages are accepted and none of its
 * predecessors' handlers moves: messages 1 to 6 are accepted a minute before it is made, 7 and 8
 * after it. Where they wait meanwhile is the engine's affair and changes nothing.
 */
class StartWhileFullTest {
  @RegisterExtension final Nodes nodes = new Nodes();

  private final HandClock clock = new HandClock();
  private final Gate gate = nodes.gate();
  private final Gater gater =
      nodes.open(
          config -> config.clock(clock).instance("events", policy -> policy.queue(1).ring(16)));

  @BeforeEach
  void publishBehindAStuckHandler() {
    Recorder.behind(
        gate,
        gater.events(),
        SubscriptionOptions.of("*").holdsPublishers(Duration.ofSeconds(Waits.LONGEST_SECONDS)));
    Numbers.publish(gater.events(), "a", 1, 6);
    gate.awaitSomebody();
    clock.advance(Duration.ofMinutes(1));
  }

  private Recorder<DomainEvent> startingFrom(Start start) {
    var late = Recorder.on(gater.events(), SubscriptionOptions.of("*").from(start));
    Numbers.publish(gater.events(), "a", 7, 8);
    gate.open();
    gater.drain();
    return late;
  }

  @Test
  void liveBeginsWithTheNextPublication() {
    assertThat(startingFrom(Start.live()).data()).isEqualTo(Numbers.data(7, 8));
  }

  @Test
  void theBeginningIsTheFirstMessageAccepted() {
    assertThat(startingFrom(Start.beginning()).data()).isEqualTo(Numbers.data(1, 8));
  }

  @Test
  void aSequenceIsInclusive() {
    assertThat(startingFrom(Start.sequence(4)).data()).isEqualTo(Numbers.data(4, 8));
    assertThat(gater.events().stats().published()).isEqualTo(8);
  }

  @Test
  void aSequenceNotYetGivenIsWaitedFor() {
    assertThat(startingFrom(Start.sequence(8)).data()).isEqualTo(Numbers.data(8, 8));
  }

  @Test
  void aTimeLeavesOutWhatWasReceivedBeforeIt() {
    assertThat(startingFrom(Start.time(clock.instant())).data()).isEqualTo(Numbers.data(7, 8));
  }

  @Test
  void aTimeBeforeAllIsTheBeginning() {
    assertThat(startingFrom(Start.time(HandClock.START)).data()).isEqualTo(Numbers.data(1, 8));
  }

  @Test
  void aResumeGoesOnAfterItsPosition() {
    Position fourth = resumeFrom(4);

    var late = startingFrom(Start.after(fourth));

    assertThat(late.data()).isEqualTo(Numbers.data(5, 8));
    assertThat(late.gaps()).isEmpty();
  }

  private Position resumeFrom(long sequence) {
    String epoch =
        Recorder.on(gater.events(), SubscriptionOptions.of("*").from(Start.beginning()))
            .await(1)
            .messages()
            .getFirst()
            .position()
            .epoch();
    return new Position(epoch, sequence);
  }
}
