/**
 * What data looks like, version by version: the schemas of Gater's own events and those that users
 * add, the upcasters that bring older data up, and the guard against changes that break readers.
 */
@NullMarked
package dev.gater.wire.schema;

import org.jspecify.annotations.NullMarked;
