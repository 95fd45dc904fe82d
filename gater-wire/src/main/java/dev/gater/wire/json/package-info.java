/**
 * JSON-like values and their bytes: exact numbers, strict reading, errors in plain words.
 *
 * <p>Everything that depends on the JSON library is in this package.
 */
@NullMarked
package dev.gater.wire.json;

import org.jspecify.annotations.NullMarked;
