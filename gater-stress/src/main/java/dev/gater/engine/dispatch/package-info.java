/**
 * The dispatcher and who takes its call meet at its shift; the dispatcher and everybody else at the
 * lock it owns. All of it holds with either fence: see {@link dev.gater.engine.dispatch.Barrier}.
 */
@NullMarked
package dev.gater.engine.dispatch;

import org.jspecify.annotations.NullMarked;
