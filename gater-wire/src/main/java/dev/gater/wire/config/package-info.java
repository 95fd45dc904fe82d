/**
 * A node's configuration as one YAML file with environment overrides, and back.
 *
 * <p>{@link dev.gater.wire.config.PolicyKey} is the table of what an instance may be told.
 */
@NullMarked
package dev.gater.wire.config;

import org.jspecify.annotations.NullMarked;
