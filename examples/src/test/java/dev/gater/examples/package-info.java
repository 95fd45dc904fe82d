@NullMarked
package dev.gater.examples;

import org.jspecify.annotations.NullMarked;
