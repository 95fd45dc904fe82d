/**
 * The typed events: ten sealed families, one for each instance, and the records of each.
 *
 * <p>A record says by {@link dev.gater.event.EventType} which topic and type it has; {@link
 * dev.gater.event.EventSchema} alone reads that, and turns records into JSON-like data and back.
 *
 * <p>Nothing here knows the rest of Gater: records are values, made and compared without a node.
 */
@NullMarked
package dev.gater.event;

import org.jspecify.annotations.NullMarked;
