package dev.gater.log;

/**
 * One of a data directory's databases as it is on the disk.
 *
 * @param name {@code critical}, for what must not wait, or {@code main}
 * @param bytes that its tables take
 * @param toCompact bytes that compaction has yet to rewrite, estimated
 */
public record KeptFiles(String name, long bytes, long toCompact) {}
