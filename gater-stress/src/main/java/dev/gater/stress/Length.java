package dev.gater.stress;

import java.util.stream.Stream;

/** How long each test is run, and in how many ways. */
enum Length {
  /** A second each, as the JVM compiles it. */
  SHORT(3, 400) {
    @Override
    Stream<String> jvms(String options) {
      return Stream.of("-sc", "false", "-jvmArgs", options);
    }
  },

  /** Two seconds for each way of compiling the one and the other actor, some of them random. */
  LONG(4, 500) {
    @Override
    Stream<String> jvms(String options) {
      return Stream.of("-jvmArgsPrepend", options);
    }
  };

  private final int iterations;
  private final int millis;

  Length(int iterations, int millis) {
    this.iterations = iterations;
    this.millis = millis;
  }

  abstract Stream<String> jvms(String options);

  /** The options of jcstress, and one for the JVMs that it starts. */
  Stream<String> options(String jvmOption) {
    Stream<String> common =
        Stream.of(
            ("-v -f 1 -fsm 1 -pth false -hs 256 -spinStyle THREAD_YIELD"
                    // The actors meet by themselves, so a stride need not keep them together.
                    + " -strideSize 16 -strideCount 16 -iters %d -time %d")
                .formatted(iterations, millis)
                .split(" "));
    return Stream.concat(common, jvms("-Xmx256m " + jvmOption));
  }
}
