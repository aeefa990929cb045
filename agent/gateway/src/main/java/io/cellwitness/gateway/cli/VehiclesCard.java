package io.cellwitness.gateway.cli;

import io.cellwitness.api.CellFacts.RestVoltage;
import io.cellwitness.api.Chemistry;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.session.CardFile;
import io.cellwitness.gateway.session.HalfCellFile;
import io.cellwitness.gateway.session.KeyFile;
import io.cellwitness.health.CardLearner;
import io.cellwitness.health.electrode.CathodeClass;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.jose.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Learns the card of a vehicle model from recorded charges of one car of that model. */
@Command(
    name = "card",
    description = "Learn the card of a vehicle model from recorded charges and print it as JSON.")
public final class VehiclesCard implements Callable<Integer> {

  @Option(
      names = "--source",
      required = true,
      arity = "1..*",
      paramLabel = "replay:FILE[#SESSION]",
      description = "Recorded charges of one car, in the order they happened.")
  List<String> sources;

  @Option(
      names = "--nominal-ah",
      paramLabel = "AH",
      description = "Name-plate capacity, Ah; needed where no recording says it.")
  Double nominalAh;

  @Option(
      names = "--series",
      paramLabel = "N",
      description = "Cells in series; needed where no recording says it.")
  Integer series;

  @Option(
      names = "--cell-empty-v",
      paramLabel = "V",
      description = "The maker's rest voltage of a cell at 0 %%, for where none was recorded.")
  Double cellEmptyV;

  @Option(
      names = "--cathode-class",
      paramLabel = "CLASS",
      description = "nmc532, mix25, mix50, mix75 or nmc811b, where it is known.")
  String cathodeClass;

  @Option(
      names = "--sign",
      paramLabel = "FILE",
      description = "Also write the card to this new file, signed with this gateway's key.")
  Path signed;

  @Mixin private CommonOptions common;

  private final Tools tools;
  private final Console console;
  private final Drivers drivers;
  private final TimeSource time;
  private final SettingsSource settings;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public VehiclesCard(Tools tools) {
    this.tools = tools;
    this.console = tools.console();
    this.drivers = tools.drivers();
    this.time = tools.time();
    this.settings = tools.settings();
  }

  @Override
  public Integer call() throws DriverException, Failure, InterruptedException, ReportException {
    if (signed != null && Files.exists(signed)) {
      throw new Failure(ExitCode.USAGE, signed + " exists already; choose another name for --sign");
    }
    Optional<CathodeClass> cathode = PackOptions.cathode(cathodeClass);
    Optional<RestVoltage> makersEmpty = PackOptions.restVoltage("--cell-empty-v", cellEmptyV);
    RecordedCharges charges =
        RecordedCharges.read(
            addresses(),
            new PackFacts(
                Chemistry.UNKNOWN,
                PackOptions.cells(series),
                PackOptions.figure("--nominal-ah", nominalAh, 1000),
                Optional.empty(),
                Optional.empty()),
            drivers,
            time,
            tools.steps("reading recordings"));
    CardLearner learner = new CardLearner(HalfCellFile.curves());
    String source = charges.provenance();
    CardLearner.Learned learned =
        learner.learn(charges.seen(), OptionalDouble.empty(), cathode, source);
    boolean emptyRecorded = learned.card().isPresent();
    if (!emptyRecorded && makersEmpty.isPresent()) {
      learned =
          learner.learn(
              charges.seen(), OptionalDouble.of(makersEmpty.get().volts()), cathode, source);
    }
    ObjectNode event =
        CardView.event(learned, charges, emptyRecorded ? Optional.empty() : makersEmpty);
    console.record(event);
    if (signed != null && learned.card().isPresent()) {
      sign(event);
    }
    return (learned.card().isPresent() ? ExitCode.OK : ExitCode.NEGATIVE).number();
  }

  private void sign(ObjectNode event) throws Failure, ReportException {
    SigningKey key = KeyFile.of(settings.of(common)).openExisting();
    try {
      Files.writeString(signed, CardFile.sign(event, key), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new Failure(ExitCode.INPUT_OUTPUT, "the signed card cannot be written to " + signed, e);
    }
  }

  private List<SourceAddress> addresses() throws Failure {
    if (sources.size() > RecordedCharges.MAX_RECORDINGS) {
      throw new Failure(
          ExitCode.USAGE,
          "--source names "
              + sources.size()
              + " recordings; give at most "
              + RecordedCharges.MAX_RECORDINGS);
    }
    List<SourceAddress> addresses = new ArrayList<>();
    for (String text : sources) {
      SourceAddress address = Sources.parse(text);
      if (!address.scheme().equals("replay")) {
        throw new Failure(
            ExitCode.USAGE, "a card is learned from recordings; give replay:FILE as --source");
      }
      addresses.add(address);
    }
    return addresses;
  }
}
