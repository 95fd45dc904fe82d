package dev.gater.engine.dispatch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rare half of an asymmetric fence. A dispatcher announces each call by a store and then looks
 * at a flag; who raises the flag must then see that store, or the dispatcher the flag. Usually both
 * sides need a full fence for that, and the dispatcher would pay one for each delivery. Linux lets
 * one side pay for both: {@code membarrier} (private expedited) makes every running thread of the
 * process pass a full fence, in 10 to 40 µs, and the dispatcher's side needs none.
 *
 * <p>It is a system call, so it is used only where this JVM grants native access to Gater without a
 * warning ({@code --enable-native-access}). Elsewhere {@link #ASYMMETRIC} is false and both sides
 * fence.
 */
final class Barrier {
  /**
   * From linux/membarrier.h, unchanged since Linux 4.14; the numbers are part of the kernel's ABI.
   */
  private static final int PRIVATE_EXPEDITED = 1 << 3;

  private static final int REGISTER_PRIVATE_EXPEDITED = 1 << 4;

  private static final @Nullable MethodHandle MEMBARRIER = registered().orElse(null);

  /** Whether a dispatcher needs no fence of its own. A constant to the JIT compiler. */
  static final boolean ASYMMETRIC = MEMBARRIER != null;

  private Barrier() {}

  /**
   * A full fence of this thread, and where the fence is asymmetric, of every other thread of this
   * process before this returns.
   */
  static void fence() {
    VarHandle.fullFence();
    if (MEMBARRIER != null && call(MEMBARRIER, PRIVATE_EXPEDITED) != 0) {
      throw new IllegalStateException("membarrier failed after it had been registered");
    }
  }

  private static Optional<MethodHandle> registered() {
    if (!Barrier.class.getModule().isNativeAccessEnabled()
        || !System.getProperty("os.name", "").equals("Linux")) {
      return Optional.empty();
    }
    return number().flatMap(Barrier::syscall).filter(Barrier::register);
  }

  /** The system call's number, which each processor architecture has its own of. */
  private static Optional<Long> number() {
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> Optional.of(324L);
      case "aarch64", "riscv64" -> Optional.of(283L);
      default -> Optional.empty();
    };
  }

  @SuppressWarnings("restricted") // that is what registered() asks leave for
  private static Optional<MethodHandle> syscall(long number) {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("syscall")
        .map(function -> {
          // long syscall(long number, int command, unsigned flags, int cpu)
          FunctionDescriptor signature =
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT);
          MethodHandle handle =
              linker.downcallHandle(function, signature, Linker.Option.firstVariadicArg(1));
          return MethodHandles.insertArguments(handle, 0, number);
        });
  }

  private static boolean register(MethodHandle membarrier) {
    return call(membarrier, REGISTER_PRIVATE_EXPEDITED) == 0;
  }

  private static long call(MethodHandle membarrier, int command) {
    try {
      return (long) membarrier.invokeExact(command, 0, 0);
    } catch (Throwable impossible) { // a system call throws nothing, and the types are as declared
      throw new IllegalStateException("membarrier could not be called", impossible);
    }
  }
}
