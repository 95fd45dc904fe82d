/** What the tests of other packages need of this one. */
@NullMarked
package dev.gater.engine.route;

import org.jspecify.annotations.NullMarked;
