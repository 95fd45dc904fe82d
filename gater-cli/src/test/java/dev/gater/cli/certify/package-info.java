@NullMarked
package dev.gater.cli.certify;

import org.jspecify.annotations.NullMarked;
