package dev.gater;

/**
 * Who goes first where processors are scarce. Each instance has threads of its own, so this matters
 * only while more threads want to run than there are processors.
 */
public enum Priority {
  /**
   * While an instance of {@link #HIGH} priority has work, publishers and dispatcher of this one
   * give their processors away.
   */
  LOW,
  /** Neither gives way nor is given way to. */
  NORMAL,
  /** Instances of {@link #LOW} priority give way to this one. */
  HIGH
}
