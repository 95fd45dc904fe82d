@NullMarked
package dev.gater.cli;

import org.jspecify.annotations.NullMarked;
