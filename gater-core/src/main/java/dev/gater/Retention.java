package dev.gater;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much of its past an instance keeps: a message goes when any of the bounds is passed. In
 * memory the policy's {@link Policy#memory()} is a bound as well.
 */
public final class Retention {
  private static final long NO_BOUND = -1;
  private static final Retention FOREVER = new Retention(null, null, NO_BOUND);
  private static final Retention NOTHING = new Retention(null, null, 0);

  private final @Nullable Duration age;
  private final @Nullable DataSize size;
  private final long count;

  private Retention(@Nullable Duration age, @Nullable DataSize size, long count) {
    this.age = age;
    this.size = size;
    this.count = count;
  }

  /** Everything. */
  public static Retention forever() {
    return FOREVER;
  }

  /** Nothing. */
  public static Retention nothing() {
    return NOTHING;
  }

  /**
   * No longer than that.
   *
   * @throws IllegalArgumentException if the age is not positive
   */
  public static Retention of(Duration age) {
    return FOREVER.age(age);
  }

  /**
   * No longer than that.
   *
   * @throws IllegalArgumentException if the age is not positive
   */
  public Retention age(Duration newAge) {
    if (!newAge.isPositive()) {
      throw new IllegalArgumentException("an age to keep must be longer than nothing: " + newAge);
    }
    return new Retention(newAge, size, count);
  }

  /** No more than that many bytes. */
  public Retention size(DataSize newSize) {
    return new Retention(age, newSize, count);
  }

  /**
   * No more than that many messages.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public Retention count(long newCount) {
    if (newCount < 0) {
      throw new IllegalArgumentException("a count to keep must not be negative: " + newCount);
    }
    return new Retention(age, size, newCount == Long.MAX_VALUE ? NO_BOUND : newCount);
  }

  /** The age bound. */
  public Optional<Duration> age() {
    return Optional.ofNullable(age);
  }

  /** The bound in bytes. */
  public Optional<DataSize> size() {
    return Optional.ofNullable(size);
  }

  /** The bound in messages, {@link Long#MAX_VALUE} where there is none. */
  public long count() {
    return count == NO_BOUND ? Long.MAX_VALUE : count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Retention that
        && age().equals(that.age())
        && size().equals(that.size())
        && count == that.count;
  }

  @Override
  public int hashCode() {
    return age().hashCode() * 31 + size().hashCode() + Long.hashCode(count);
  }

  @Override
  public String toString() {
    if (count == 0) {
      return "nothing";
    }
    if (equals(FOREVER)) {
      return "forever";
    }
    StringBuilder bounds = new StringBuilder("{");
    age().ifPresent(a -> bounds.append(" age: ").append(a));
    size().ifPresent(s -> bounds.append(" bytes: ").append(s));
    if (count != NO_BOUND) {
      bounds.append(" count: ").append(count);
    }
    return bounds.append(" }").toString();
  }
}
