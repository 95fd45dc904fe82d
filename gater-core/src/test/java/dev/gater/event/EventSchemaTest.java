package dev.gater.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gater.event.EventSchema.Field;
import dev.gater.event.EventSchema.Kind;
import dev.gater.event.EventSchema.TopicSegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSchemaTest {

  static Stream<EventSchema<?>> schemas() {
    return EventSchema.all().stream();
  }

  @Test
  void everyRecordOfEveryFamilyHasASchema() {
    Set<Class<?>> records = new HashSet<>();
    for (Class<?> family : Event.class.getPermittedSubclasses()) {
      assertThat(family.isSealed()).isTrue();
      records.addAll(List.of(family.getPermittedSubclasses()));
    }

    assertThat(records).allMatch(Class::isRecord).hasSizeGreaterThan(40);
    assertThat(schemas().<Class<?>>map(EventSchema::recordType).toList())
        .containsExactlyInAnyOrderElementsOf(records);
  }

  @Test
  void theFamiliesAreTheTenInstancesInTheirOrder() {
    assertThat(schemas().map(EventSchema::instance).distinct())
        .containsExactly(
            "events",
            "system",
            "logging",
            "health",
            "metrics",
            "security",
            "audit",
            "alerts",
            "diagnostics",
            "lifecycle");
  }

  @Test
  void keysAndNamesAreUnique() {
    assertThat(
            schemas()
                .flatMap(schema ->
                    schema.types().stream()
                        .map(type -> List.of(schema.instance(), schema.firstSegment(), type))))
        .doesNotHaveDuplicates();
    assertThat(schemas().map(schema -> schema.instance() + "/" + schema.name()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  <E extends Event> void anEventWithEverythingComesBackAsItWent(EventSchema<E> schema) {
    assertComesBack(schema, schema.recordType().cast(Samples.full(schema.recordType())));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  <E extends Event> void anEventWithOnlyTheRequiredComesBackAsItWent(EventSchema<E> schema) {
    assertComesBack(schema, schema.recordType().cast(Samples.required(schema.recordType())));
  }

  private static <E extends Event> void assertComesBack(EventSchema<E> schema, E event) {
    String topic = event.topic();
    String type = event.type();
    Map<String, ?> data = schema.data(event);

    assertThat(schema.mismatch(topic, type, data, Map.of())).isEmpty();
    assertThat(schema.read(topic, type, data, Map.of())).contains(event);
    assertThat(topic).startsWith(schema.firstSegment() + ":");
    assertThat(String.join(":", schema.topicSegments(event).stream().map(s -> s.value()).toList()))
        .isEqualTo(topic);
    assertThat(EventSchema.findOrDynamic(schema.instance(), schema.firstSegment(), type))
        .contains(schema);
    if (!schema.isDynamic()) {
      assertThat(schema.types()).contains(type);
      assertThat(EventSchema.find(schema.instance(), schema.firstSegment(), type)).contains(schema);
      assertThat(data.keySet())
          .containsExactlyElementsOf(
              schema.fields().stream()
                  .filter(field -> !field.inType() && data.containsKey(field.name()))
                  .map(Field::name)
                  .toList());
    }
    assertThat(data.values()).allSatisfy(EventSchemaTest::assertJsonLike);
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(data::clear);
  }

  private static void assertJsonLike(Object value) {
    switch (value) {
      case null -> {}
      case String _, Number _, Boolean _ -> {}
      case List<?> list -> list.forEach(EventSchemaTest::assertJsonLike);
      case Map<?, ?> map -> {
        assertThat(map.keySet()).allMatch(String.class::isInstance);
        map.values().forEach(EventSchemaTest::assertJsonLike);
      }
      default -> throw new AssertionError(value.getClass() + " is not JSON-like");
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyEnumConstantHasItsOwnType(EventSchema<?> schema) {
    schema.fields().stream()
        .filter(field -> field.inType() && field.kind() == Kind.ENUM)
        .forEach(field -> assertThat(schema.types()).hasSameSizeAs(field.constants()));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  <E extends Event> void aFieldOfTheWrongKindIsNamed(EventSchema<E> schema) {
    E event = schema.recordType().cast(Samples.full(schema.recordType()));
    for (Field field : schema.fields()) {
      if (field.inTopic() || field.inType() || schema.isWholeData()) {
        continue;
      }
      Map<String, Object> data = new HashMap<>(schema.data(event));
      data.put(field.name(), new StringBuilder("a value of no kind"));

      assertThat(schema.read(event.topic(), event.type(), data, Map.of())).isEmpty();
      assertThat(schema.mismatch(event.topic(), event.type(), data, Map.of()))
          .hasValueSatisfying(reason -> assertThat(reason).startsWith(named(field) + "must be "));
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  <E extends Event> void aRequiredFieldThatIsMissingIsNamedAndAnOptionalIsNot(
      EventSchema<E> schema) {
    E event = schema.recordType().cast(Samples.full(schema.recordType()));
    for (Field field : schema.fields()) {
      if (field.inTopic() || field.inType() || schema.isWholeData()) {
        continue;
      }
      Map<String, Object> data = new HashMap<>(schema.data(event));
      data.remove(field.name());

      Optional<String> mismatch =
          schema.mismatch(event.topic(), event.type(), data, Map.of("irrelevant", 1));
      Optional<String> expected =
          field.required() ? Optional.of(named(field) + "is missing") : Optional.empty();
      assertThat(mismatch).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  <E extends Event> void componentsThatAreRequiredRefuseNullByName(EventSchema<E> schema)
      throws ReflectiveOperationException {
    RecordComponent[] components = schema.recordType().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Event event = Samples.full(schema.recordType());
    for (int i = 0; i < components.length; i++) {
      if (!schema.fields().get(i).required() || types[i].isPrimitive()) {
        continue;
      }
      Object[] values = new Object[components.length];
      for (int j = 0; j < values.length; j++) {
        values[j] = j == i ? null : components[j].getAccessor().invoke(event);
      }
      assertThatExceptionOfType(InvocationTargetException.class)
          .isThrownBy(() -> schema.recordType().getConstructor(types).newInstance(values))
          .havingCause()
          .isInstanceOf(NullPointerException.class)
          .withMessage(components[i].getName());
    }
  }

  private static String named(Field field) {
    return "field '" + field.name() + "' ";
  }

  @Test
  void aReasonSaysWhatWasWantedAndWhatCame() {
    assertThat(processStarted(Map.of("process_type", "t", "restart_count", "x")))
        .contains("field 'restart_count' must be a whole number, not \"x\"");
    assertThat(processStarted(Map.of("process_type", "t", "restart_count", 1L << 31)))
        .contains(
            "field 'restart_count' must be a whole number of at most 32 bits, not 2147483648");
    assertThat(processStarted(Map.of("process_type", "t", "restart_count", 1.5)))
        .contains("field 'restart_count' must be a whole number, not 1.5");
    assertThat(processStarted(Map.of("process_type", List.of())))
        .contains("field 'process_type' must be a string, not a list");
    assertThat(processStarted(Map.of())).contains("field 'process_type' is missing");
    assertThat(processStarted("text")).contains("data must be an object, not \"text\"");
    assertThat(processStarted("\u0000" + "x".repeat(100)))
        .contains("data must be an object, not \"\\u0000" + "x".repeat(59) + "…\"");
    assertThat(processStarted(null)).contains("field 'process_type' is missing");
  }

  private static Optional<String> processStarted(@Nullable Object data) {
    return EventSchema.of(ProcessStarted.class)
        .mismatch("process_lifecycle:threads", "process_started", data, Map.of());
  }

  @Test
  void topicAndTypeMustFitTheirTemplatesAndEachOther() {
    var schema = EventSchema.of(SystemAlert.class);
    Map<String, Object> data = Map.of("severity", "low", "component", "c", "message", "m");

    assertThat(schema.mismatch("system_alerts:warning", "warning_alert", data, Map.of())).isEmpty();
    assertThat(schema.mismatch("system_alerts:critical", "warning_alert", data, Map.of()))
        .contains("topic and type must agree on field 'level'");
    assertThat(schema.mismatch("system_alerts:warning:x", "warning_alert", data, Map.of()))
        .contains(
            "topic must be of the form system_alerts:{level}, not \"system_alerts:warning:x\"");
    assertThat(schema.mismatch("system_alerts", "warning_alert", data, Map.of())).isPresent();
    assertThat(schema.mismatch("system_alerts:", "warning_alert", data, Map.of())).isPresent();
    assertThat(schema.mismatch("system_alerts:warning", "other", data, Map.of()))
        .contains("type must be one of critical_alert, warning_alert, not \"other\"");
    assertThat(
            EventSchema.of(LogEntry.class)
                .mismatch("logs:shop:verbose", "log_entry", Map.of("message", "m"), Map.of()))
        .hasValueSatisfying(
            reason -> assertThat(reason).startsWith("field 'level' must be one of trace, debug"));
  }

  @Test
  void valuesAreFoundInTopicTypeDataNestedMetadataAndMetadataInThisOrder() {
    var schema = EventSchema.of(SubscriptionMetrics.class);
    Map<String, Object> data =
        Map.of(
            "store_id",
            "another store, the topic wins",
            "state",
            "summary",
            "result",
            "ok",
            "metadata",
            Map.of("result", "not this", "source", "nested"));
    Map<String, Object> metadata = Map.of("source", "not this", "processing_time_ms", 45);

    assertThat(schema.read("subscription_metrics:s:n", "processing", data, metadata))
        .contains(
            new SubscriptionMetrics(
                "s",
                "n",
                SubscriptionMetrics.State.PROCESSING,
                "ok",
                "nested",
                45L,
                null,
                null,
                null,
                null));
  }

  @Test
  void nullCountsAsAbsent() {
    Map<String, Object> data = new HashMap<>();
    data.put("process_type", "thread");
    data.put("pid", null);

    assertThat(
            EventSchema.of(ProcessStarted.class)
                .read("process_lifecycle:threads", "process_started", data, Map.of("pid", "1")))
        .contains(new ProcessStarted("threads", "thread", "1"));
  }

  @Test
  void thePublishersOwnMetadataNeverSpoilsAnEvent() {
    assertThat(
            EventSchema.of(ProcessStarted.class)
                .read(
                    "process_lifecycle:threads",
                    "process_started",
                    Map.of("process_type", "thread"),
                    Map.of("restart_count", "many", "pid", 7)))
        .contains(new ProcessStarted("threads", "thread", null));
  }

  @Test
  void unknownFieldsArePassedOver() {
    assertThat(
            EventSchema.of(AdminOperation.class)
                .read(
                    "audit_trail:admin_operations",
                    "admin_operation",
                    Map.of(
                        "user_id",
                        "root",
                        "action",
                        "package_upgrade",
                        "resource",
                        "libsystemd0:amd64",
                        "version",
                        "252.38-1~deb12u1"),
                    Map.of("source", "dpkg")))
        .contains(new AdminOperation("root", "package_upgrade", "libsystemd0:amd64"));
  }

  @Test
  void aTypeNobodyRegisteredIsADynamicRecordsOnly() {
    assertThat(EventSchema.find("events", "event_stream", "commit_made")).isEmpty();
    assertThat(EventSchema.findOrDynamic("events", "event_stream", "commit_made"))
        .contains(EventSchema.of(StreamEvent.class));
    assertThat(EventSchema.findOrDynamic("events", "aggregate_events", "commit_made"))
        .contains(EventSchema.of(AggregateEvent.class));
    assertThat(EventSchema.findOrDynamic("events", "projection_updates", "other")).isEmpty();
    assertThat(EventSchema.findOrDynamic("billing", "event_stream", "commit_made")).isEmpty();
    assertThat(EventSchema.find("health", "subscription_health", "registration_success"))
        .contains(EventSchema.of(SubscriptionHealth.class));
    assertThat(EventSchema.find("metrics", "subscription_health", "registration_success"))
        .isEmpty();
  }

  @Test
  void aStreamEventsDataIsTheWholeDataAsItCame() {
    var schema = EventSchema.of(StreamEvent.class);
    Map<String, Object> data = Map.of("metadata", Map.of("stream_id", 1), "event_type", 2);
    var event = new StreamEvent("repository-eb1f", "commit_made", data);

    assertThat(schema.data(event)).isEqualTo(data);
    assertThat(schema.read("event_stream:repository-eb1f", "commit_made", data, Map.of()))
        .contains(event);
    assertThat(schema.read("event_stream:r", "x", null, Map.of()))
        .contains(new StreamEvent("r", "x", Map.of()));
    assertThat(schema.mismatch("event_stream:r", "x", List.of(), Map.of()))
        .contains("data must be an object, not a list");
    assertThat(schema.types()).isEmpty();
    assertThat(schema.isDynamic()).isTrue();
  }

  @Test
  void dataThatContainsItselfIsRefusedAndNotReadForEver() {
    Map<String, Object> endless = new HashMap<>();
    endless.put("again", endless);

    assertThatIllegalArgumentException().isThrownBy(() -> new StreamEvent("s", "t", endless));
    assertThat(EventSchema.of(StreamEvent.class).mismatch("event_stream:s", "t", endless, Map.of()))
        .contains("data nests deeper than 1000 levels");
  }

  @Test
  void topicSegmentsSayWhichComponentTheyComeFrom() {
    var event =
        new SubscriptionHealth("a store", "", SubscriptionHealth.State.REGISTRATION_SUCCESS);

    assertThat(EventSchema.of(event).topicSegments(event))
        .containsExactly(
            new TopicSegment(null, "subscription_health"),
            new TopicSegment("storeId", "a store"),
            new TopicSegment("subscriptionName", ""));
    assertThat(event.topic()).isEqualTo("subscription_health:a store:");
  }

  @Test
  void fieldsTellKindsAndConstants() {
    assertThat(EventSchema.of(CircuitBreakerStatus.class).fields())
        .startsWith(
            new Field("service", Kind.STRING, true, true, false, List.of()),
            new Field(
                "state", Kind.ENUM, true, false, true, List.of("closed", "open", "half_open")),
            new Field("failure_count", Kind.LONG, false, false, false, List.of()))
        .contains(new Field("opened_at", Kind.INSTANT, false, false, false, List.of()));
    assertThat(EventSchema.of(LatencyStats.class).fields())
        .contains(new Field("p99_ms", Kind.DOUBLE, true, false, false, List.of()));
  }

  @Test
  void aFamilyHasNoSchema() {
    assertThatIllegalArgumentException().isThrownBy(() -> EventSchema.of(HealthEvent.class));
  }

  @Test
  void timesAreReadFromTextAndFromEpochMilliseconds() {
    Instant time = Instant.ofEpochMilli(1672531200000L);
    for (Object form :
        List.of(
            "2023-01-01T00:00:00Z",
            "2023-01-01T01:00:00+01:00",
            1672531200000L,
            1672531200000.0,
            new BigDecimal("1.6725312E12"))) {
      assertThat(
              EventSchema.of(SubscriptionHealth.class)
                  .read(
                      "subscription_health:s:n",
                      "closed",
                      Map.of("registration_time", form),
                      Map.of()))
          .as("%s", form)
          .map(SubscriptionHealth::registrationTime)
          .contains(time);
    }
    assertThat(
            EventSchema.of(SubscriptionHealth.class)
                .mismatch(
                    "subscription_health:s:n",
                    "closed",
                    Map.of("registration_time", "yesterday"),
                    Map.of()))
        .contains(
            "field 'registration_time' must be an RFC 3339 time or epoch milliseconds,"
                + " not \"yesterday\"");
  }

  @Test
  void listsAndMapsOfAnEventCannotBeChangedFromOutside() {
    List<String> frames = new ArrayList<>(List.of("a"));
    Map<String, Object> inner = new HashMap<>(Map.of("k", 1));
    Map<String, Object> context = new HashMap<>(Map.of("inner", inner));
    var report = new ErrorReport("s", "t", null, null, frames, null, null, null, null, context);
    frames.add("b");
    inner.put("k", 2);
    context.clear();

    assertThat(report.stackTrace()).containsExactly("a");
    assertThat(report.context()).isEqualTo(Map.of("inner", Map.of("k", 1)));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> report.context().clear());
  }

  @Test
  void numbersThatJsonHasNotAreStrings() {
    var schema = EventSchema.of(PerformanceMetrics.class);
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1.0 / 0.0}) {
      var event = new PerformanceMetrics("c", "m", value);

      assertThat(schema.data(event)).containsEntry("value", Double.toString(value));
      assertThat(schema.read(event.topic(), event.type(), schema.data(event), Map.of()))
          .contains(event);
    }
  }
}
