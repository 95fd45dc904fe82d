package dev.gater.engine.durable;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is done to a durable, in whatever order, it does what a plain model says. */
class DurableModelTest {
  private static final int LONGEST = 60;

  /** What may be done; the number chooses among what there is. */
  enum Step {
    PUBLISH,
    PUBLISH_ELSEWHERE,
    JOIN,
    LEAVE,
    ACK,
    ACK_THROUGH,
    NACK,
    REJECT,
    ANSWER_STALE,
    ADVANCE,
    RESTART,
    MOVE,
    RETRY,
    DISCARD,
    PAUSE,
    RESUME
  }

  /** One step. */
  record Action(Step step, int number) {
    void perform(Model model) {
      switch (step) {
        case PUBLISH -> model.publish("t:" + number % 5);
        case PUBLISH_ELSEWHERE -> model.publish("u:" + number % 5);
        case JOIN -> model.join();
        case LEAVE -> model.leave(number);
        case ACK -> model.ack(number);
        case ACK_THROUGH -> model.ackThrough(number);
        case NACK -> model.nack(number, number % 700);
        case REJECT -> model.reject(number);
        case ANSWER_STALE -> model.answerStale(number);
        case ADVANCE -> model.advance(number * 7 % 2_000);
        case RESTART -> model.restart();
        case MOVE -> model.move(number);
        case RETRY -> model.retry(number);
        case DISCARD -> model.discard(number);
        case PAUSE -> model.pause(true);
        case RESUME -> model.pause(false);
      }
    }
  }

  @Provide
  Arbitrary<List<Action>> actions() {
    Arbitrary<Step> steps =
        Arbitraries.frequency(
            Tuple.of(24, Step.PUBLISH),
            Tuple.of(3, Step.PUBLISH_ELSEWHERE),
            Tuple.of(3, Step.JOIN),
            Tuple.of(2, Step.LEAVE),
            Tuple.of(10, Step.ACK),
            Tuple.of(2, Step.ACK_THROUGH),
            Tuple.of(8, Step.NACK),
            Tuple.of(2, Step.REJECT),
            Tuple.of(2, Step.ANSWER_STALE),
            Tuple.of(8, Step.ADVANCE),
            Tuple.of(2, Step.RESTART),
            Tuple.of(1, Step.MOVE),
            Tuple.of(3, Step.RETRY),
            Tuple.of(1, Step.DISCARD),
            Tuple.of(1, Step.PAUSE),
            Tuple.of(2, Step.RESUME));
    return Combinators.combine(steps, Arbitraries.integers().between(0, 1_000))
        .as(Action::new)
        .list()
        .ofMaxSize(LONGEST);
  }

  @Property(tries = 1_000)
  void isDeliveredAsTheModelSays(@ForAll("actions") List<Action> actions, @ForAll boolean keyed) {
    Model model = new Model(keyed);
    for (Action action : actions) {
      action.perform(model);
      model.check();
    }
    model.finish();
  }
}
