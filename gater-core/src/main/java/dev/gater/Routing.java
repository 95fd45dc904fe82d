package dev.gater;

/** Which of the matching subscriptions are given a message. */
public enum Routing {
  /** All of them, and one member of each group. */
  BROADCAST,
  /**
   * One member of each group, the one that is least behind; those without a group are one group.
   */
  COMPETE,
  /**
   * One member of each group, the same for the same topic as long as that member lives; those
   * without a group are one group. Exact where the members of a group subscribe to one pattern.
   */
  KEYED
}
