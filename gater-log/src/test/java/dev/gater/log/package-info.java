/** Tests of the retained log. */
@org.jspecify.annotations.NullMarked
package dev.gater.log;
