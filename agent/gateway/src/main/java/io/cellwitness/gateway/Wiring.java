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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Puts the program together, by hand and in one place. */
final class Wiring {

  /** Verbs that describe all the others. */
  private static final Set<String> DESCRIBE_ALL = Set.of("completion", "man-pages");

  static {
    // Else picocli looks for a class of Groovy at each start, which opens every library in vain.
    System.setProperty("picocli.disable.closures", "true");
  }

  private final Tools tools;
  private final SettingsLoader loader;

  Wiring(Console console, StopRequest stop) {
    this(console, stop, new SystemTime());
  }

  /** By another clock, for tests. */
  Wiring(Console console, StopRequest stop, TimeSource time) {
    Drivers drivers = Drivers.installed();
    this.loader = new SettingsLoader(new Environment(System.getenv(), drivers::schemes));
    this.tools = new Tools(console, new SettingsSource(loader), drivers, time, stop);
  }

  /** The whole program: every verb. */
  CommandLine commandLine() {
    return with(verbs().values());
  }

  /**
   * The program for one command line. Describing forty verbs to the parser takes a third of a
   * second, so when the first word names one, only that one is.
   */
  CommandLine commandLineFor(String... args) {
    Map<String, Supplier<CommandLine>> verbs = verbs();
    boolean one = args.length > 0 && verbs.containsKey(args[0]) && !DESCRIBE_ALL.contains(args[0]);
    return one ? with(List.of(verbs.get(args[0]))) : commandLine();
  }

  private static CommandLine with(Collection<Supplier<CommandLine>> verbs) {
    CommandLine line = new CommandLine(new Root());
    verbs.forEach(verb -> line.addSubcommand(verb.get()));
    withHelp(line);
    return line;
  }

  /** Each verb under the name its command bears, in the order help shows them. */
  private Map<String, Supplier<CommandLine>> verbs() {
    Map<String, Supplier<CommandLine>> verbs = new LinkedHashMap<>();
    verbs.put("demo", () -> verb(new DemoCommand(tools)));
    verbs.put("check", () -> verb(new CheckCommand(tools)));
    verbs.put("read", () -> verb(new ReadCommand(tools)));
    verbs.put("probe", () -> verb(new ProbeCommand(tools), new OpcUa.Probe(tools)));
    verbs.put("capture", () -> verb(new CaptureCommand(tools)));
    verbs.put("replay", () -> verb(new ReplayCommand(tools)));
    verbs.put("verify", () -> verb(new VerifyCommand(tools)));
    verbs.put("verify-page", () -> verb(new VerifyPageCommand(tools)));
    verbs.put("recompute", () -> verb(new RecomputeCommand(tools)));
    verbs.put(
        "report",
        () ->
            verb(
                new ReportCommand(tools),
                new ReportCommand.ListAll(tools),
                new ReportLogCommand(tools)));
    verbs.put("run", () -> verb(new RunCommand(tools)));
    verbs.put("accuracy", () -> verb(new AccuracyCommand(tools)));
    verbs.put(
        "trust",
        () ->
            verb(
                new TrustCommand(),
                verb(new TrustAdd(tools), new OpcUa.Trust(tools)),
                verb(new TrustRemove(tools), new OpcUa.Distrust(tools)),
                verb(new TrustShow(tools), new OpcUa.Trusted(tools)),
                new TrustSign(tools)));
    verbs.put(
        "vehicles",
        () ->
            verb(
                new VehiclesCommand(),
                new VehiclesCommand.ListAll(tools),
                new VehiclesCommand.Show(tools),
                new VehiclesDecode(tools),
                new VehiclesImport(tools),
                new VehiclesLint(tools),
                new VehiclesCard(tools)));
    verbs.put(
        "keys",
        () ->
            verb(
                new KeysCommand(),
                new KeysInit(tools),
                new KeysRotate(tools),
                new KeysCommand.Show(tools)));
    verbs.put(
        "config",
        () ->
            verb(
                new ConfigCommand(),
                new ConfigCommand.CheckFile(tools, loader),
                new ConfigCommand.Sample(tools)));
    verbs.put(
        "store",
        () ->
            verb(
                new StoreCommand(),
                new StoreStatus(tools),
                verb(new StoreExport(tools)).setCaseInsensitiveEnumValuesAllowed(true),
                new StorePrune(tools),
                new StoreBackup(tools),
                new StoreErase(tools)));
    verbs.put(
        "outbox", () -> verb(new OutboxCommand(), new OutboxList(tools), new OutboxRetry(tools)));
    verbs.put("command", () -> verb(new CommandVerb(), new CommandSign(tools)));
    verbs.put("support-bundle", () -> verb(new SupportBundleCommand(tools)));
    verbs.put("simulate", () -> verb(new SimulateCommand(tools)));
    verbs.put("completion", () -> verb(new CompletionCommand(tools)));
    verbs.put("man-pages", () -> verb(new ManPagesCommand(tools)));
    verbs.put("version", () -> verb(new VersionCommand(tools)));
    return verbs;
  }

  private static CommandLine verb(Object command, Object... subcommands) {
    CommandLine line = new CommandLine(command);
    for (Object subcommand : subcommands) {
      line.addSubcommand(subcommand);
    }
    return line;
  }

  /** Every verb answers to --help. */
  private static void withHelp(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true).version("cellwitness " + Version.SOFTWARE);
    line.getSubcommands().values().forEach(Wiring::withHelp);
  }
}
