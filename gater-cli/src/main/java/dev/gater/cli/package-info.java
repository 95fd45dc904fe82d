/**
 * The {@code gater} command. Nothing here is an API: what others rely on is the command line, its
 * output and its exit codes.
 */
@NullMarked
package dev.gater.cli;

import org.jspecify.annotations.NullMarked;
