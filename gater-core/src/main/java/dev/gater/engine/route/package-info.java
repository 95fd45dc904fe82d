/** Which subscriptions a topic goes to: the segment trie, its bounded cache, and groups. */
@NullMarked
package dev.gater.engine.route;

import org.jspecify.annotations.NullMarked;
