@NullMarked
package dev.gater.event;

import org.jspecify.annotations.NullMarked;
