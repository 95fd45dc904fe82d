package dev.gater.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keys of rows. All begin with the instance's number, two bytes; sequences are eight bytes, the
 * highest first, so that rows are in the order of sequences.
 */
final class Keys {
  /** Where the sequence of a key begins. */
  private static final int SEQUENCE = Short.BYTES;

  /** Where the topic of a key with a sequence begins. */
  private static final int TOPIC = SEQUENCE + Long.BYTES;

  private Keys() {}

  /** A key of an instance and a sequence. */
  static byte[] of(int instance, long sequence) {
    byte[] key = new byte[TOPIC];
    set(key, instance, sequence);
    return key;
  }

  private static void set(byte[] key, int instance, long sequence) {
    key[0] = (byte) (instance >>> Byte.SIZE);
    key[1] = (byte) instance;
    for (int i = 0; i < Long.BYTES; i++) {
      key[SEQUENCE + i] = (byte) (sequence >>> (Byte.SIZE * (Long.BYTES - 1 - i)));
    }
  }

  /** A key of an instance, a sequence and a topic. */
  static byte[] of(int instance, long sequence, byte[] topic) {
    byte[] key = Arrays.copyOf(of(instance, sequence), TOPIC + topic.length);
    System.arraycopy(topic, 0, key, TOPIC, topic.length);
    return key;
  }

  /** A key of an instance and a topic, or the beginning of one. */
  static byte[] of(int instance, byte[] topic) {
    byte[] key = new byte[SEQUENCE + topic.length];
    key[0] = (byte) (instance >>> Byte.SIZE);
    key[1] = (byte) instance;
    System.arraycopy(topic, 0, key, SEQUENCE, topic.length);
    return key;
  }

  /** A key that ends with a sequence. */
  static byte[] ending(byte[] beginning, long sequence) {
    byte[] key = Arrays.copyOf(beginning, beginning.length + Long.BYTES);
    System.arraycopy(of(0, sequence), SEQUENCE, key, beginning.length, Long.BYTES);
    return key;
  }

  /** The sequence that a key ends with. */
  static long lastSequence(byte[] key) {
    return sequence(key, key.length - Long.BYTES);
  }

  /** The sequence of a key. */
  static long sequence(byte[] key) {
    return sequence(key, SEQUENCE);
  }

  private static long sequence(byte[] key, int at) {
    long sequence = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      sequence = (sequence << Byte.SIZE) | (key[at + i] & 0xff);
    }
    return sequence;
  }

  /** The topic of a key that has a sequence. */
  static String topicAfterSequence(byte[] key) {
    return new String(key, TOPIC, key.length - TOPIC, StandardCharsets.UTF_8);
  }

  /** The topic of a key that has no sequence. */
  static String topic(byte[] key) {
    return new String(key, SEQUENCE, key.length - SEQUENCE, StandardCharsets.UTF_8);
  }

  /** The first key after all that begin like that one. */
  static byte[] after(byte[] beginning) {
    int end = beginning.length;
    while (end > 0 && beginning[end - 1] == (byte) 0xff) {
      end--;
    }
    byte[] after = Arrays.copyOf(beginning, end);
    after[end - 1]++; // instances are numbered far below 2^16
    return after;
  }
}
