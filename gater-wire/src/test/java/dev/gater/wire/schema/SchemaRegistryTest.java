package dev.gater.wire.schema;

import static dev.gater.wire.schema.Schema.oneOf;
import static dev.gater.wire.schema.Schema.optional;
import static dev.gater.wire.schema.Schema.required;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.event.EventSchema.Kind;
import dev.gater.wire.InvalidPublicationException;
import dev.gater.wire.JsonArbitraries;
import dev.gater.wire.PublicationLine;
import dev.gater.wire.PublicationReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {
  private static final String TOPIC = "orders:{order_id}";

  /** Version 2 renamed a field, version 3 made it a number. */
  private static final SchemaRegistry ORDERS =
      SchemaRegistry.builder()
          .register(
              Schema.of(
                  "billing",
                  TOPIC,
                  "order_placed",
                  3,
                  required("price", Kind.LONG),
                  optional("note", Kind.STRING)))
          .upcaster(
              "billing",
              TOPIC,
              "order_placed",
              1,
              data -> {
                data.put("price", data.remove("cost"));
                return data;
              })
          .upcaster(
              "billing",
              TOPIC,
              "order_placed",
              2,
              data -> {
                data.put("price", new BigInteger(String.valueOf(data.get("price"))));
                return data;
              })
          .build();

  private static Optional<String> mismatch(
      SchemaRegistry registry, String type, int version, @Nullable Object data) {
    return registry.mismatch("billing", "orders:7", type, version, data, Map.of());
  }

  @Provide
  Arbitrary<Map<String, @Nullable Object>> maps() {
    return JsonArbitraries.maps();
  }

  @Provide
  Arbitrary<@Nullable Object> values() {
    return JsonArbitraries.values();
  }

  @Property
  void upcastingKeepsWhatItDoesNotKnowAndLeavesTheGivenDataAlone(
      @ForAll("maps") Map<String, @Nullable Object> unknown,
      @ForAll @IntRange(min = 1, max = 3) int version) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>(unknown);
    data.remove("cost");
    data.put(version == 1 ? "cost" : "price", version == 3 ? (Object) 12 : "12");
    Map<String, @Nullable Object> given = new LinkedHashMap<>(data);
    SchemaRegistry.Upcast upcast =
        ORDERS.upcast("billing", "orders:7", "order_placed", version, data);
    assertThat(data).isEqualTo(given);
    Map<String, @Nullable Object> expected = new LinkedHashMap<>(unknown);
    expected.remove("cost");
    expected.put("price", 12);
    assertThat(upcast.version()).isEqualTo(3);
    assertThat(JsonArbitraries.exact(upcast.data())).isEqualTo(JsonArbitraries.exact(expected));
  }

  @Property
  void whatNobodyRegisteredStaysAsItIs(
      @ForAll("values") @Nullable Object data, @ForAll @IntRange(max = 9) int version) {
    for (String type : List.of("order_lost", "order placed")) {
      SchemaRegistry.Upcast upcast = ORDERS.upcast("billing", "orders:7", type, version, data);
      assertThat(upcast).isEqualTo(new SchemaRegistry.Upcast(version, data));
      assertThat(mismatch(ORDERS, type, version, data)).isEmpty();
    }
  }

  @Property
  void aNewerVersionStaysAsItIs(
      @ForAll("values") @Nullable Object data, @ForAll @IntRange(min = 4) int version) {
    assertThat(ORDERS.upcast("billing", "orders:7", "order_placed", version, data))
        .isEqualTo(new SchemaRegistry.Upcast(version, data));
    assertThat(mismatch(ORDERS, "order_placed", version, data)).isEmpty();
  }

  @Test
  void olderPublicationsAreReadAsCurrentOnes() {
    PublicationLine line =
        new PublicationReader(ORDERS)
            .read(
                """
                {"instance":"billing","topic":"orders:7","type":"order_placed","schema_version":1,\
                "data":{"cost":"12","extra":[1]}}\
                """
                    .getBytes(UTF_8));
    assertThat(line.options().schemaVersion()).isEqualTo(3);
    assertThat(JsonArbitraries.exact(line.data()))
        .isEqualTo(JsonArbitraries.exact(Map.of("extra", List.of(1), "price", 12)));
  }

  @Test
  void aMissingUpcasterIsToldWithTheCure() {
    SchemaRegistry gap =
        SchemaRegistry.builder().register(Schema.of("billing", TOPIC, "order_placed", 2)).build();
    String reason =
        "no upcaster brings order_placed on billing/orders from schema version 1 to 2 (the current"
            + " one is 2); register one";
    assertThatThrownBy(() -> gap.upcast("billing", "orders:7", "order_placed", 1, Map.of()))
        .isInstanceOf(UpcastException.class)
        .hasMessage(reason);
    assertThat(mismatch(gap, "order_placed", 1, Map.of())).contains(reason);
    byte[] line =
        """
        {"instance":"billing","topic":"orders:7","type":"order_placed","schema_version":1}\
        """
            .getBytes(UTF_8);
    assertThatThrownBy(() -> new PublicationReader(gap).read(line))
        .isInstanceOf(InvalidPublicationException.class)
        .hasMessage(reason);
  }

  @Test
  void anUpcasterThatFailsIsToldAndDataThatIsNoObjectToo() {
    assertThatThrownBy(
            () -> ORDERS.upcast("billing", "orders:7", "order_placed", 2, Map.of("price", "x")))
        .isInstanceOf(UpcastException.class)
        .hasMessageStartingWith(
            "the upcaster of order_placed on billing/orders from schema version 2 failed: ");
    assertThatThrownBy(() -> ORDERS.upcast("billing", "orders:7", "order_placed", 1, List.of()))
        .hasMessage("data must be an object to be brought up from schema version 1");
    assertThat(ORDERS.upcast("billing", "orders:7", "order_placed", 1, null))
        .isEqualTo(new SchemaRegistry.Upcast(3, null));
  }

  @Test
  void dataMustFitItsSchema() {
    assertThat(mismatch(ORDERS, "order_placed", 0, Map.of("price", 1, "other", true))).isEmpty();
    assertThat(mismatch(ORDERS, "order_placed", 1, Map.of("cost", "1"))).isEmpty();
    assertThat(mismatch(ORDERS, "order_placed", 0, null))
        .contains("field 'price' must be a whole number of 64 bits, but is missing");
    assertThat(mismatch(ORDERS, "order_placed", 0, Map.of("price", 1, "note", 2)))
        .contains("field 'note' must be a string, not 2");
    assertThat(mismatch(ORDERS, "order_placed", 0, List.of()))
        .contains("data must be an object, not an array");
  }

  @Test
  void everyKindIsChecked() {
    Map<Kind, List<Object>> good =
        Map.of(
            Kind.STRING, List.of(""),
            Kind.BOOLEAN, List.of(true),
            Kind.INT, List.of(1, (byte) 1, 5L, 1.0, new BigDecimal("1e3"), Integer.MIN_VALUE),
            Kind.LONG, List.of(1, Long.MIN_VALUE, new BigInteger("9223372036854775807"), 1e15),
            Kind.DOUBLE, List.of(1, 0.5, new BigDecimal("0.1"), "NaN", "-Infinity"),
            Kind.INSTANT, List.of("2023-01-01T00:00:00Z", 1672531200000L),
            Kind.ENUM, List.of("a"),
            Kind.STRINGS, List.of(List.of(), List.of("a")),
            Kind.OBJECT, List.of(Map.of()));
    Map<Kind, List<Object>> bad =
        Map.of(
            Kind.STRING, List.of(1, List.of()),
            Kind.BOOLEAN, List.of("true", 1),
            Kind.INT, List.of("1", 1.5, 1L << 31, new BigDecimal("0.5"), 2147483648.0),
            Kind.LONG,
                List.of(0x1p63, new BigInteger("9223372036854775808"), new BigDecimal("1e9999")),
            Kind.DOUBLE, List.of("1", true),
            Kind.INSTANT, List.of("yesterday", 1.5),
            Kind.ENUM, List.of("b", 1),
            Kind.STRINGS, List.of("a", Arrays.asList("a", null)),
            Kind.OBJECT, List.of(List.of(), "{}"));
    for (Kind kind : Kind.values()) {
      SchemaRegistry registry =
          SchemaRegistry.builder()
              .register(
                  Schema.of(
                      "billing",
                      TOPIC,
                      "t",
                      1,
                      kind == Kind.ENUM ? oneOf("f", false, "a") : optional("f", kind)))
              .build();
      assertThat(good.get(kind))
          .isNotEmpty()
          .allSatisfy(
              value -> assertThat(mismatch(registry, "t", 0, Map.of("f", value))).isEmpty());
      assertThat(bad.get(kind))
          .isNotEmpty()
          .allSatisfy(value ->
              assertThat(mismatch(registry, "t", 0, Map.of("f", value)))
                  .hasValueSatisfying(text -> assertThat(text).startsWith("field 'f' must be ")));
    }
  }

  @Test
  void gatersOwnEventsAreKnown() {
    SchemaRegistry known = SchemaRegistry.known();
    String topic = "subscription_health:a:b";
    assertThat(known.version("health", topic, "registration_success")).hasValue(1);
    assertThat(known.find("health", topic, "registration_success")).isPresent();
    assertThat(known.mismatch("health", topic, "registration_success", 0, Map.of(), Map.of()))
        .isEmpty();
    assertThat(
            known.mismatch(
                "health", topic, "registration_success", 1, Map.of("reason", 5), Map.of()))
        .isPresent();
    assertThat(known.version("health", topic, "unheard_of")).isEmpty();
  }

  @Test
  void aRegistryIsWholeWhenItIsBuilt() {
    SchemaRegistry.Builder builder =
        SchemaRegistry.builder().register(Schema.of("billing", TOPIC, "order_placed", 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.register(Schema.of("billing", "orders", "order_placed", 3)))
        .withMessage("order_placed on billing/orders has a schema already");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            builder.register(
                Schema.of("health", "subscription_health", "registration_success", 1)));
    builder.upcaster("billing", TOPIC, "order_placed", 1, data -> data);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.upcaster("billing", "orders", "order_placed", 1, data -> data));
    builder.build();
    builder.upcaster("billing", TOPIC, "order_placed", 2, data -> data);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("whose current version is 2");
  }
}
