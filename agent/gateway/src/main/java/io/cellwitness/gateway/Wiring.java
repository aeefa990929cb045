package io.cellwitness.gateway;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.base.Version;
import io.cellwitness.gateway.cli.AccuracyCommand;
import io.cellwitness.gateway.cli.CaptureCommand;
import io.cellwitness.gateway.cli.CheckCommand;
import io.cellwitness.gateway.cli.CompletionCommand;
import io.cellwitness.gateway.cli.ConfigCommand;
import io.cellwitness.gateway.cli.KeysCommand;
import io.cellwitness.gateway.cli.ManPagesCommand;
import io.cellwitness.gateway.cli.OpcUa;
import io.cellwitness.gateway.cli.ProbeCommand;
import io.cellwitness.gateway.cli.ReadCommand;
import io.cellwitness.gateway.cli.RecomputeCommand;
import io.cellwitness.gateway.cli.ReplayCommand;
import io.cellwitness.gateway.cli.ReportCommand;
import io.cellwitness.gateway.cli.Root;
import io.cellwitness.gateway.cli.RunCommand;
import io.cellwitness.gateway.cli.SettingsSource;
import io.cellwitness.gateway.cli.SupportBundleCommand;
import io.cellwitness.gateway.cli.Tools;
import io.cellwitness.gateway.cli.TrustCommand;
import io.cellwitness.gateway.cli.VehiclesCard;
import io.cellwitness.gateway.cli.VehiclesCommand;
import io.cellwitness.gateway.cli.VehiclesDecode;
import io.cellwitness.gateway.cli.VehiclesImport;
import io.cellwitness.gateway.cli.VehiclesLint;
import io.cellwitness.gateway.cli.VerifyCommand;
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
    Drivers drivers = Drivers.installed();
    this.loader = new SettingsLoader(new Environment(System.getenv(), drivers.schemes()));
    this.tools = new Tools(console, new SettingsSource(loader), drivers, new SystemTime(), stop);
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
            .addSubcommand(new RecomputeCommand(tools))
            .addSubcommand(
                new CommandLine(new ReportCommand(tools))
                    .addSubcommand(new ReportCommand.ListAll(tools)))
            .addSubcommand(new RunCommand(tools))
            .addSubcommand(new AccuracyCommand(tools))
            .addSubcommand(
                new CommandLine(new TrustCommand())
                    .addSubcommand(
                        new CommandLine(new TrustCommand.Add())
                            .addSubcommand(new OpcUa.Trust(tools)))
                    .addSubcommand(
                        new CommandLine(new TrustCommand.Remove())
                            .addSubcommand(new OpcUa.Distrust(tools)))
                    .addSubcommand(
                        new CommandLine(new TrustCommand.ListAll())
                            .addSubcommand(new OpcUa.Trusted(tools))))
            .addSubcommand(
                new CommandLine(new VehiclesCommand())
                    .addSubcommand(new VehiclesCommand.ListAll(tools))
                    .addSubcommand(new VehiclesCommand.Show(tools))
                    .addSubcommand(new VehiclesDecode(tools))
                    .addSubcommand(new VehiclesImport(tools))
                    .addSubcommand(new VehiclesLint(tools))
                    .addSubcommand(new VehiclesCard(tools)))
            .addSubcommand(
                new CommandLine(new KeysCommand()).addSubcommand(new KeysCommand.Show(tools)))
            .addSubcommand(
                new CommandLine(new ConfigCommand())
                    .addSubcommand(new ConfigCommand.CheckFile(tools, loader))
                    .addSubcommand(new ConfigCommand.Sample(tools)))
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
