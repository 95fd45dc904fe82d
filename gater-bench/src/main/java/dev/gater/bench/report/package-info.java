/**
 * What the figures say: tables for a terminal and for the documentation, a chart, a file for other
 * programs, and whether the aims are met.
 */
@NullMarked
package dev.gater.bench.report;

import org.jspecify.annotations.NullMarked;
