package dev.gater.stress;

/** How the dispatcher and the others see to it that one of them sees the other. */
enum Fence {
  /** The others have everybody fence, where the system can. */
  ASYMMETRIC("--enable-native-access=ALL-UNNAMED", ""),

  /** Both fence. Only the dispatcher's passages differ by that. */
  BOTH("", "dev.gater.engine.dispatch.");

  private final String jvmOption;
  private final String tested;

  Fence(String jvmOption, String tested) {
    this.jvmOption = jvmOption;
    this.tested = tested;
  }

  /** What tells a JVM so; empty for nothing. */
  String jvmOption() {
    return jvmOption;
  }

  /** Whether a test has something to say on it. */
  boolean matters(String test) {
    return test.startsWith(tested);
  }
}
