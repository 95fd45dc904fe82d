package dev.gater.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says where an event record goes. Both templates consist of literals and variables; {@code
 * {store_id}} stands for the record component {@code storeId}, which must be required.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {
  /**
   * The template of the topic: segments joined by {@code :}, the first a literal, each other a
   * literal or one variable of a String or enum component.
   */
  String topic();

  /**
   * The template of the message's type, with at most one variable; the record's name in snake_case
   * if empty. A variable of an enum component gives one type for each constant. A variable of a
   * String component makes the record stand for every type that no other record on the same
   * instance and first topic segment has.
   */
  String type() default "";

  /**
   * The version of the data's schema, from 1; a change other than an added optional one raises it.
   */
  int version() default 1;
}
