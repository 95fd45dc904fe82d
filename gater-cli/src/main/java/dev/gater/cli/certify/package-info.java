/**
 * The isolation certificate, apart from how it is printed: floods, the probes that feel them, and
 * the judge of what was measured. It knows Gater's public API and nothing of the commands.
 */
@NullMarked
package dev.gater.cli.certify;

import org.jspecify.annotations.NullMarked;
