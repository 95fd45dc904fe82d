package dev.gater.stress;

/** How the dispatcher and the others see to it that one of them sees the other. */
enum Fence {
  /** The others have everybody fence, where the system can. */
  ASYMMETRIC("--enable-native-access=ALL-UNNAMED", ""),

  /**
   * Both fence. Only the dispatcher's passages differ by that. Native access is denied, for once
   * jcstress had used it to bind threads to processors, the JVM would grant it to all.
   */
  BOTH("--illegal-native-access=deny", "dev.gater.engine.dispatch.");

  private final String jvmOption;
  private final String tested;

  Fence(String jvmOption, String tested) {
    this.jvmOption = jvmOption;
    this.tested = tested;
  }

  /** What tells a JVM so. */
  String jvmOption() {
    return jvmOption;
  }

  /** Whether actors may be bound to processors. */
  boolean binds() {
    return this == ASYMMETRIC;
  }

  /** Whether a test has something to say on it. */
  boolean matters(String test) {
    return test.startsWith(tested);
  }
}
