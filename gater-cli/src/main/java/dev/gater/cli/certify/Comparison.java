package dev.gater.cli.certify;

/** One instance, before another one was flooded and while it was. */
public record Comparison(Reading before, Reading during) {

  /** The instance's name. */
  public String instance() {
    return during.instance();
  }
}
