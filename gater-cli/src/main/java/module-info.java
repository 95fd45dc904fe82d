/** The {@code gater} command. */
@SuppressWarnings({"requires-automatic", "module"}) // HdrHistogram has no module name of its own
module dev.gater.cli {
  requires dev.gater.core;
  requires dev.gater.wire;
  requires dev.gater.log;
  requires info.picocli;
  requires HdrHistogram;
  requires static org.jspecify;

  exports dev.gater.cli;

  opens dev.gater.cli to
      info.picocli;

  provides java.lang.System.LoggerFinder with
      dev.gater.cli.PlainLoggerFinder;
}
