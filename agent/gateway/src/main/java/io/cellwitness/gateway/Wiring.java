package io.cellwitness.gateway;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.base.Version;
import io.cellwitness.gateway.cli.AccuracyCommand;
import io.cellwitness.gateway.cli.CheckCommand;
import io.cellwitness.gateway.cli.ConfigCommand;
import io.cellwitness.gateway.cli.KeysCommand;
import io.cellwitness.gateway.cli.ReadCommand;
import io.cellwitness.gateway.cli.RecomputeCommand;
import io.cellwitness.gateway.cli.Root;
import io.cellwitness.gateway.cli.RunCommand;
import io.cellwitness.gateway.cli.SettingsSource;
import io.cellwitness.gateway.cli.VehiclesCard;
import io.cellwitness.gateway.cli.VehiclesCommand;
import io.cellwitness.gateway.cli.VehiclesDecode;
import io.cellwitness.gateway.cli.VerifyCommand;
import io.cellwitness.gateway.cli.VersionCommand;
import io.cellwitness.gateway.config.Environment;
import io.cellwitness.gateway.config.SettingsLoader;
import io.cellwitness.gateway.demo.DemoCommand;
import picocli.CommandLine;

/** Puts the program together, by hand and in one place. */
final class Wiring {

  private final Console console;
  private final StopRequest stop;
  private final TimeSource time = new SystemTime();
  private final Drivers drivers = Drivers.installed();
  private final SettingsLoader loader =
      new SettingsLoader(new Environment(System.getenv(), drivers.schemes()));
  private final SettingsSource settings = new SettingsSource(loader);

  Wiring(Console console, StopRequest stop) {
    this.console = console;
    this.stop = stop;
  }

  CommandLine commandLine() {
    CommandLine line =
        new CommandLine(new Root())
            .addSubcommand(new DemoCommand(console, settings, drivers, time, stop))
            .addSubcommand(new CheckCommand(console, settings, drivers, time, stop))
            .addSubcommand(new ReadCommand(console, settings, drivers, time, stop))
            .addSubcommand(new VerifyCommand(console, settings, time))
            .addSubcommand(new RecomputeCommand(console, settings, drivers, time))
            .addSubcommand(new RunCommand(console, settings, drivers, time, stop))
            .addSubcommand(new AccuracyCommand(console))
            .addSubcommand(
                new CommandLine(new VehiclesCommand())
                    .addSubcommand(new VehiclesCommand.ListAll(console, settings))
                    .addSubcommand(new VehiclesCommand.Show(console, settings))
                    .addSubcommand(new VehiclesDecode(console, settings))
                    .addSubcommand(new VehiclesCard(console, drivers, time)))
            .addSubcommand(
                new CommandLine(new KeysCommand())
                    .addSubcommand(new KeysCommand.Show(console, settings)))
            .addSubcommand(
                new CommandLine(new ConfigCommand())
                    .addSubcommand(new ConfigCommand.CheckFile(console, loader))
                    .addSubcommand(new ConfigCommand.Sample(console)))
            .addSubcommand(new VersionCommand(console));
    withHelp(line);
    return line;
  }

  /** Every verb answers to --help. */
  private static void withHelp(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true).version("cellwitness " + Version.SOFTWARE);
    line.getSubcommands().values().forEach(Wiring::withHelp);
  }
}
