package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.mqtt.MqttSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Packs what somebody who helps needs to see, and nothing that must not leave the gateway. */
@Command(
    name = "support-bundle",
    description =
        "Write a zip for whoever helps you: versions, configuration, store, adapters, log; without"
            + " VIN, keys, passwords, tokens and places.")
public final class SupportBundleCommand implements Callable<Integer> {

  @Option(
      names = "--to",
      paramLabel = "FILE",
      defaultValue = "cellwitness-support.zip",
      description = "The file to write; must not exist. Default: ${DEFAULT-VALUE}.")
  Path file;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "A log to put in, for example from 'journalctl -u cellwitness'.")
  Path log;

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settings;
  private final Drivers drivers;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public SupportBundleCommand(Tools tools) {
    this.console = tools.console();
    this.settings = tools.settings();
    this.drivers = tools.drivers();
  }

  @Override
  public Integer call() throws Failure {
    if (log != null && !Files.isReadable(log)) {
      throw new Failure(ExitCode.INPUT_OUTPUT, "the log " + log + " cannot be read; name another");
    }
    Settings known = settings.of(common);
    Map<String, String> texts = new SupportTexts(known, drivers).collect(common.config, log);
    try {
      SupportZip.write(file, texts, names(known.mqtt()));
    } catch (FileAlreadyExistsException e) {
      throw new Failure(ExitCode.USAGE, file + " exists already; give another --to FILE", e);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT, file + " cannot be written; give another --to FILE", e);
    }
    console.emit(Console.event("bundle").put("file", file.toString()).put("entries", texts.size()));
    texts.keySet().forEach(name -> console.say("Packed     " + name));
    console.say("File       " + file + "; look through it before you hand it on");
    return ExitCode.OK.number();
  }

  /** Of the broker, which logs name too. */
  private static List<String> names(Settings.Mqtt mqtt) {
    return Stream.concat(
            mqtt.user().stream(),
            mqtt.uri().map(URI::getHost).filter(host -> !MqttSettings.isLoopback(host)).stream())
        .toList();
  }
}
