package dev.gater;

/**
 * What became of the deliveries that were under way when a node began to close.
 *
 * @param delivered handed to their handlers since then, those whose handler failed included
 * @param kept not delivered, but in a log that outlives the node: what its durables have yet to
 *     settle, also of durables without members
 * @param abandoned dropped, because the time was up
 */
public record DrainReceipt(long delivered, long kept, long abandoned) {}
