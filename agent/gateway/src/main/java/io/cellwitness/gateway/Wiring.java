package io.cellwitness.gateway;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.base.Version;
import io.cellwitness.gateway.cli.AccuracyCommand;
import io.cellwitness.gateway.cli.CaptureCommand;
import io.cellwitness.gateway.cli.CheckCommand;
import io.cellwitness.gateway.cli.CommandSign;
import io.cellwitness.gateway.cli.CommandVerb;
import io.cellwitness.gateway.cli.CompletionCommand;
import io.cellwitness.gateway.cli.ConfigCommand;
import io.cellwitness.gateway.cli.KeysCommand;
import io.cellwitness.gateway.cli.KeysInit;
import io.cellwitness.gateway.cli.KeysRotate;
import io.cellwitness.gateway.cli.ManPagesCommand;
import io.cellwitness.gateway.cli.OpcUa;
import io.cellwitness.gateway.cli.OutboxCommand;
import io.cellwitness.gateway.cli.OutboxList;
import io.cellwitness.gateway.cli.OutboxRetry;
import io.cellwitness.gateway.cli.ProbeCommand;
import io.cellwitness.gateway.cli.ReadCommand;
import io.cellwitness.gateway.cli.RecomputeCommand;
import io.cellwitness.gateway.cli.ReplayCommand;
import io.cellwitness.gateway.cli.ReportCommand;
import io.cellwitness.gateway.cli.ReportLogCommand;
import io.cellwitness.gateway.cli.Root;
import io.cellwitness.gateway.cli.RunCommand;
import io.cellwitness.gateway.cli.SettingsSource;
import io.cellwitness.gateway.cli.StoreBackup;
import io.cellwitness.gateway.cli.StoreCommand;
import io.cellwitness.gateway.cli.StoreErase;
import io.cellwitness.gateway.cli.StoreExport;
import io.cellwitness.gateway.cli.StorePrune;
import io.cellwitness.gateway.cli.StoreStatus;
import io.cellwitness.gateway.cli.SupportBundleCommand;
import io.cellwitness.gateway.cli.Tools;
import io.cellwitness.gateway.cli.TrustAdd;
import io.cellwitness.gateway.cli.TrustCommand;
import io.cellwitness.gateway.cli.TrustRemove;
import io.cellwitness.gateway.cli.TrustShow;
import io.cellwitness.gateway.cli.TrustSign;
import io.cellwitness.gateway.cli.VehiclesCard;
import io.cellwitness.gateway.cli.VehiclesCommand;
import io.cellwitness.gateway.cli.VehiclesDecode;
import io.cellwitness.gateway.cli.VehiclesImport;
import io.cellwitness.gateway.cli.VehiclesLint;
import io.cellwitness.gateway.cli.VerifyCommand;
import io.cellwitness.gateway.cli.VerifyPageCommand;
import io.cellwitness.gateway.cli.VersionCommand;
import io.cellwitness.gateway.config.Environment;
import io.cellwitness.gateway.config.SettingsLoader;
import io.cellwitness.gateway.demo.DemoCommand;
import io.cellwitness.gateway.demo.SimulateCommand;
import picocli.CommandLine;

/** Puts the program together, by hand and in one place. */
final class Wiring {

  private final Tools tools;
  private final SettingsLoader loader;

  Wiring(Console console, StopRequest stop) {
    this(console, stop, new SystemTime());
  }

  /** By another clock, for tests. */
  Wiring(Console console, StopRequest stop, TimeSource time) {
    Drivers drivers = Drivers.installed();
    this.loader = new SettingsLoader(new Environment(System.getenv(), drivers.schemes()));
    this.tools = new Tools(console, new SettingsSource(loader), drivers, time, stop);
  }

  CommandLine commandLine() {
    CommandLine line =
        new CommandLine(new Root())
            .addSubcommand(new DemoCommand(tools))
            .addSubcommand(new CheckCommand(tools))
            .addSubcommand(new ReadCommand(tools))
            .addSubcommand(
                new CommandLine(new ProbeCommand(tools)).addSubcommand(new OpcUa.Probe(tools)))
            .addSubcommand(new CaptureCommand(tools))
            .addSubcommand(new ReplayCommand(tools))
            .addSubcommand(new VerifyCommand(tools))
            .addSubcommand(new VerifyPageCommand(tools))
            .addSubcommand(new RecomputeCommand(tools))
            .addSubcommand(
                new CommandLine(new ReportCommand(tools))
                    .addSubcommand(new ReportCommand.ListAll(tools))
                    .addSubcommand(new ReportLogCommand(tools)))
            .addSubcommand(new RunCommand(tools))
            .addSubcommand(new AccuracyCommand(tools))
            .addSubcommand(
                new CommandLine(new TrustCommand())
                    .addSubcommand(
                        new CommandLine(new TrustAdd(tools)).addSubcommand(new OpcUa.Trust(tools)))
                    .addSubcommand(
                        new CommandLine(new TrustRemove(tools))
                            .addSubcommand(new OpcUa.Distrust(tools)))
                    .addSubcommand(
                        new CommandLine(new TrustShow(tools))
                            .addSubcommand(new OpcUa.Trusted(tools)))
                    .addSubcommand(new TrustSign(tools)))
            .addSubcommand(
                new CommandLine(new VehiclesCommand())
                    .addSubcommand(new VehiclesCommand.ListAll(tools))
                    .addSubcommand(new VehiclesCommand.Show(tools))
                    .addSubcommand(new VehiclesDecode(tools))
                    .addSubcommand(new VehiclesImport(tools))
                    .addSubcommand(new VehiclesLint(tools))
                    .addSubcommand(new VehiclesCard(tools)))
            .addSubcommand(
                new CommandLine(new KeysCommand())
                    .addSubcommand(new KeysInit(tools))
                    .addSubcommand(new KeysRotate(tools))
                    .addSubcommand(new KeysCommand.Show(tools)))
            .addSubcommand(
                new CommandLine(new ConfigCommand())
                    .addSubcommand(new ConfigCommand.CheckFile(tools, loader))
                    .addSubcommand(new ConfigCommand.Sample(tools)))
            .addSubcommand(
                new CommandLine(new StoreCommand())
                    .addSubcommand(new StoreStatus(tools))
                    .addSubcommand(
                        new CommandLine(new StoreExport(tools))
                            .setCaseInsensitiveEnumValuesAllowed(true))
                    .addSubcommand(new StorePrune(tools))
                    .addSubcommand(new StoreBackup(tools))
                    .addSubcommand(new StoreErase(tools)))
            .addSubcommand(
                new CommandLine(new OutboxCommand())
                    .addSubcommand(new OutboxList(tools))
                    .addSubcommand(new OutboxRetry(tools)))
            .addSubcommand(new CommandLine(new CommandVerb()).addSubcommand(new CommandSign(tools)))
            .addSubcommand(new SupportBundleCommand(tools))
            .addSubcommand(new SimulateCommand(tools))
            .addSubcommand(new CompletionCommand(tools))
            .addSubcommand(new ManPagesCommand(tools))
            .addSubcommand(new VersionCommand(tools));
    withHelp(line);
    return line;
  }

  /** Every verb answers to --help. */
  private static void withHelp(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true).version("cellwitness " + Version.SOFTWARE);
    line.getSubcommands().values().forEach(Wiring::withHelp);
  }
}
