/**
 * What other parts plug into the core: the log, the schema check, the configuration reader, and the
 * engine behind {@link dev.gater.Gater}. Programs that publish and subscribe need none of this.
 */
@NullMarked
package dev.gater.spi;

import org.jspecify.annotations.NullMarked;
