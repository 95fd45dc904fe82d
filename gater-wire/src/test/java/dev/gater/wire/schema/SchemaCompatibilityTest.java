package dev.gater.wire.schema;

import static dev.gater.wire.schema.Schema.oneOf;
import static dev.gater.wire.schema.Schema.optional;
import static dev.gater.wire.schema.Schema.required;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.event.EventSchema.Field;
import dev.gater.event.EventSchema.Kind;
import dev.gater.wire.schema.SchemaCompatibility.Finding;
import dev.gater.wire.schema.SchemaCompatibility.Incompatible;
import dev.gater.wire.schema.SchemaCompatibility.Unrecorded;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaCompatibilityTest {
  private static final String TOPIC = "orders:{order_id}";
  private static final Field ID = new Field("order_id", Kind.STRING, true, true, false, List.of());
  private static final Field PRICE = required("price", Kind.LONG);
  private static final Field NOTE = optional("note", Kind.STRING);
  private static final Field STATE = oneOf("state", true, "open", "paid");
  private static final Schema RECORDED = order(1, ID, PRICE, NOTE, STATE);

  private static Schema order(int version, Field... fields) {
    return Schema.of("billing", TOPIC, "order_placed", version, fields);
  }

  private static List<Finding> check(Schema... today) {
    SchemaRegistry.Builder registry = SchemaRegistry.builder();
    List.of(today).forEach(registry::register);
    return SchemaCompatibility.check(List.of(RECORDED), List.of(today), registry.build());
  }

  private static void assertBroken(String reason, Schema... today) {
    assertThat(check(today))
        .filteredOn(Incompatible.class::isInstance)
        .extracting(Object::toString)
        .singleElement()
        .asString()
        .startsWith("billing/order_placed: " + reason);
  }

  private static void assertUnrecorded(String reason, Schema... today) {
    assertThat(check(today))
        .singleElement()
        .isEqualTo(new Unrecorded("billing/order_placed", reason));
  }

  @Test
  void noChangeIsNoFinding() {
    assertThat(check(RECORDED)).isEmpty();
  }

  @Test
  void aNewOptionalFieldIsCompatibleAndToBeRecorded() {
    assertUnrecorded(
        "field 'vat' is new", order(1, ID, PRICE, NOTE, STATE, optional("vat", Kind.LONG)));
  }

  @Test
  void aNewConstantOrOrderIsCompatibleAndToBeRecorded() {
    assertUnrecorded(
        "field 'state' has other constants now: open, paid, lost",
        order(1, ID, PRICE, NOTE, oneOf("state", true, "open", "paid", "lost")));
    assertUnrecorded("its fields stand in another order", order(1, ID, NOTE, PRICE, STATE));
  }

  @Test
  void aNewTypeIsCompatibleAndToBeRecorded() {
    Schema other = Schema.of("billing", TOPIC, "order_cancelled", 1, ID);
    assertThat(check(RECORDED, other))
        .containsExactly(
            new Unrecorded("billing/order_cancelled", "type 'order_cancelled' is new"));
  }

  @Test
  void aFieldThatIsGoneOrRenamedBreaks() {
    assertBroken("field 'note' is gone", order(1, ID, PRICE, STATE));
    assertBroken(
        "field 'note' is gone", order(1, ID, PRICE, optional("remark", Kind.STRING), STATE));
  }

  @Test
  void anotherKindBreaks() {
    assertBroken(
        "field 'price' was LONG and is DOUBLE",
        order(1, ID, required("price", Kind.DOUBLE), NOTE, STATE));
  }

  @Test
  void anotherNeedBreaks() {
    assertBroken(
        "field 'note' was optional and is required",
        order(1, ID, PRICE, required("note", Kind.STRING), STATE));
    assertBroken(
        "field 'price' was required and is optional",
        order(1, ID, optional("price", Kind.LONG), NOTE, STATE));
    assertBroken(
        "field 'vat' is new and required",
        order(1, ID, PRICE, NOTE, STATE, required("vat", Kind.LONG)));
  }

  @Test
  void aConstantThatIsGoneBreaks() {
    assertBroken(
        "field 'state' can't be 'paid' any more",
        order(1, ID, PRICE, NOTE, oneOf("state", true, "open")));
  }

  @Test
  void aTypeOrSchemaThatIsGoneBreaks() {
    assertBroken("type 'order_placed' is gone");
    assertBroken(
        "type 'order_placed' is gone",
        new Schema(
            "billing",
            "order_placed",
            1,
            "order:{order_id}",
            List.of("order_placed"),
            RECORDED.fields()));
  }

  @Test
  void anotherTopicBreaks() {
    assertBroken(
        "the topic was orders:{order_id} and is orders:{order_id}:{state}",
        new Schema(
            "billing",
            "order_placed",
            1,
            "orders:{order_id}:{state}",
            List.of("order_placed"),
            RECORDED.fields()));
    assertBroken(
        "field 'order_id' moved in or out of the topic or the type",
        order(1, required("order_id", Kind.STRING), PRICE, NOTE, STATE));
  }

  @Test
  void aHigherVersionNeedsAllItsUpcasters() {
    Schema third = order(3, ID, required("price", Kind.STRING));
    assertBroken("no upcaster of type 'order_placed' from version 1 to 2; register one", third);
    SchemaRegistry.Builder registry = SchemaRegistry.builder().register(third);
    registry.upcaster("billing", TOPIC, "order_placed", 1, data -> data);
    assertThat(SchemaCompatibility.check(List.of(RECORDED), List.of(third), registry.build()))
        .contains(
            new Incompatible(
                "billing/order_placed",
                "no upcaster of type 'order_placed' from version 2 to 3; register one"));
    registry.upcaster("billing", TOPIC, "order_placed", 2, data -> data);
    assertThat(SchemaCompatibility.check(List.of(RECORDED), List.of(third), registry.build()))
        .containsExactly(new Unrecorded("billing/order_placed", "the version is 3 now"));
  }

  @Test
  void aVersionThatGoesDownBreaks() {
    assertThat(
            SchemaCompatibility.check(
                List.of(order(2, ID)), List.of(order(1, ID)), SchemaRegistry.known()))
        .containsExactly(
            new Incompatible(
                "billing/order_placed", "the version went down from 2 to 1; versions only rise"));
  }
}
