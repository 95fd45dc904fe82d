package dev.gater.cli.certify;

/**
 * Whether one promise held for one instance during one flood.
 *
 * @param flooded the instance that was flooded
 * @param instance the instance that the promise is about
 * @param detail what broke it; empty if it held
 */
public record Finding(
    Promise promise, String flooded, String instance, boolean held, String detail) {}
