/** Messages as the engine makes them: validation, the frozen JSON-like data, and refusals. */
@NullMarked
package dev.gater.engine.message;

import org.jspecify.annotations.NullMarked;
