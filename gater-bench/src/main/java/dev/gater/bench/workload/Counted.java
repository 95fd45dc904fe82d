package dev.gater.bench.workload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The two numbers of a {@link Counter}, apart from what keeps its neighbours away. */
abstract class Counted {
  static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(Counted.class, "count", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  long sum;
  long count;
}
