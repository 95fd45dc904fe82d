package dev.gater.log;

import java.util.Arrays;

/** Numbers in rising order, in little memory. Not safe for use by several threads. */
final class Numbers {
  private long[] numbers;
  private int size;

  Numbers() {
    this(4);
  }

  Numbers(int room) {
    numbers = new long[room];
  }

  void add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(4, 2 * size));
    }
    numbers[size++] = number;
  }

  int size() {
    return size;
  }

  long get(int index) {
    return numbers[index];
  }

  long last() {
    return numbers[size - 1];
  }

  /** The index of the first that is no lower; of several that are equal, which times may be. */
  int indexOf(long least) {
    int before = 0;
    int after = size;
    while (before < after) {
      int middle = (before + after) >>> 1;
      if (numbers[middle] < least) {
        before = middle + 1;
      } else {
        after = middle;
      }
    }
    return before;
  }

  void addWithin(Numbers others, long from, long through) {
    for (int i = others.indexOf(from); i < others.size && others.numbers[i] <= through; i++) {
      add(others.numbers[i]);
    }
  }

  void sort() {
    Arrays.sort(numbers, 0, size);
  }

  /** The distances from one to the next, the first one's from {@code base}. */
  byte[] pack(long base) {
    ByteWriter out = new ByteWriter();
    long before = base;
    for (int i = 0; i < size; i++) {
      out.varint(numbers[i] - before);
      before = numbers[i];
    }
    return out.copy();
  }

  static Numbers unpack(long base, byte[] packed) {
    Numbers numbers = new Numbers(Math.max(4, packed.length));
    ByteReader in = new ByteReader(packed);
    long number = base;
    while (in.hasMore()) {
      number += in.varint();
      numbers.add(number);
    }
    return numbers;
  }
}
