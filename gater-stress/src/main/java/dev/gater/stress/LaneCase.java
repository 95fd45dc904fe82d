package dev.gater.stress;

import dev.gater.Policy;
import dev.gater.Subscription.EndedBy;
import dev.gater.SubscriptionOptions;
import dev.gater.engine.figures.Figures;
import dev.gater.engine.lane.Begin;
import dev.gater.engine.lane.Lane;
import dev.gater.engine.lane.LaneOwner;
import dev.gater.engine.log.MemoryLog;
import dev.gater.engine.message.StoredMessage;
import dev.gater.spi.MessageLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lane without an instance: its crew is run by hand, and its handler is a witness. */
public final class LaneCase implements LaneOwner {
  /** Calls take a tenth of this at most, so they are quick whatever happens to their thread. */
  private static final Policy UNHURRIED =
      Policy.of(Messages.INSTANCE).handlerBudget(Duration.ofMinutes(1));

  private static final SubscriptionOptions OPTIONS = SubscriptionOptions.of("topic");
  private static final Figures FIGURES = new Figures();
  private static final MessageLog LOG = new MemoryLog("epoch", UNHURRIED, InstantSource.system());

  /** How long calls are, in looks of the witness. */
  private static final int SHORT = 16;

  private static final int LONG = 512;

  /** Waits until the dispatcher is not in the call of a lane that has ended. */
  public interface Departure {

    /** Up to that long. */
    void awaitOutOf(Lane lane, long nanos);
  }

  private final Departure departure;

  /** The crew. */
  public final Turns turns = new Turns();

  /** The handler. */
  public final Witness witness;

  /** The lane, which takes messages from number 1 on. */
  public final Lane lane;

  /** A lane that no dispatcher calls when it is closed. */
  public LaneCase() {
    this(SHORT, (lane, nanos) -> {});
  }

  /** The same, with calls so long that a close which does not wait for one is found out. */
  public static LaneCase withLongCalls() {
    return new LaneCase(LONG, (lane, nanos) -> {});
  }

  /** The same, for a dispatcher that a close waits for in that way. */
  public static LaneCase withLongCalls(Departure departure) {
    return new LaneCase(LONG, departure);
  }

  private LaneCase(int looks, Departure departure) {
    this.departure = departure;
    witness = new Witness(looks);
    lane =
        new Lane(
            "lane",
            Messages.INSTANCE,
            OPTIONS,
            witness,
            false,
            UNHURRIED,
            LOG,
            turns,
            FIGURES,
            this);
    lane.begin(new Begin(List.of(), List.of(), 1, 1, 0), 0);
  }

  /**
   * Does what a dispatcher does with a message.
   *
   * @return whether the lane took it
   */
  public boolean dispatch(StoredMessage message) {
    return switch (lane.isInLine() ? Lane.Offer.CALL : lane.offer(message, true)) {
      case REFUSED -> false;
      case TAKEN -> true;
      case CALL -> lane.call(message) == null;
    };
  }

  @Override
  public void awaitInline(Lane ended, long nanos) {
    departure.awaitOutOf(ended, nanos);
  }

  @Override
  public void ended(Lane ended, EndedBy by) {}

  @Override
  public void failed(Lane failing, @Nullable StoredMessage message, Throwable thrown) {
    throw new IllegalStateException("a witness does not throw", thrown);
  }
}
