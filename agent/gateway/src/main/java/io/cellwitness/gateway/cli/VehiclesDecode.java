package io.cellwitness.gateway.cli;

import io.cellwitness.api.DriverException;
import io.cellwitness.can.AnswerDecoder;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.ProfileCatalog;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Decodes recorded answers, one or a whole file of them. */
@Command(name = "decode", description = "Print what a recorded answer of a car means.")
public final class VehiclesDecode implements Callable<Integer> {

  private static final JsonMapper JSON = new JsonMapper();

  @Option(names = "--profile", paramLabel = "ID", description = "The profile's id.")
  String profile;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Make and model instead of --profile.")
  String model;

  @Option(names = "--year", paramLabel = "YEAR", description = "Model year, with --model.")
  Integer year;

  @Option(
      names = "--request",
      paramLabel = "ECU:HEX",
      description = "What was asked, such as 7E4:220101.")
  String request;

  @Option(
      names = "--response",
      paramLabel = "HEX",
      description = "The answer: the message, or the CAN frames it came in, one a line.")
  String response;

  @Option(
      names = "--batch",
      paramLabel = "FILE",
      description =
          "One JSON object a line {id, profile | model, year, request, response}; prints {id,"
              + " profile, readings} for each.")
  Path batch;

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public VehiclesDecode(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
  }

  @Override
  public Integer call() throws Failure, DriverException {
    boolean single =
        profile != null || model != null || year != null || request != null || response != null;
    if (batch != null && single) {
      throw new Failure(
          ExitCode.USAGE,
          "each line of --batch says what it decodes; leave out --profile, --model, --year,"
              + " --request and --response");
    }
    ProfileCatalog catalog = VehiclesCommand.catalog(settingsSource, common);
    return (batch == null ? one(catalog) : all(catalog)).number();
  }

  private ExitCode one(ProfileCatalog catalog) throws Failure, DriverException {
    if (request == null || response == null) {
      throw new Failure(ExitCode.USAGE, "decode needs --request and --response, or --batch FILE");
    }
    if (!response.matches("[0-9A-Fa-f:\\s]+")) {
      throw new Failure(ExitCode.USAGE, "--response is not written in hexadecimal digits");
    }
    VehicleProfile chosen = choose(catalog, profile, model, year);
    List<Decoded> readings = AnswerDecoder.decode(chosen, request, response);
    console.emit(answer(Console.event("decoded"), chosen, readings));
    for (Decoded reading : readings) {
      console.say(Values.line(reading.signal(), reading.index(), reading.value()));
    }
    return ExitCode.OK;
  }

  private ExitCode all(ProfileCatalog catalog) throws Failure {
    ExitCode worst = ExitCode.OK;
    try (BufferedReader lines = Files.newBufferedReader(batch)) {
      String line;
      for (int number = 1; (line = lines.readLine()) != null; number++) {
        if (!line.isBlank() && !decodeLine(catalog, line, number)) {
          worst = ExitCode.BAD_DATA;
        }
      }
    } catch (CharacterCodingException e) {
      throw new Failure(
          ExitCode.BAD_DATA,
          "the batch " + batch + " is not UTF-8; save it as UTF-8, one JSON object a line",
          e);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT, "the batch " + batch + " cannot be read; check --batch", e);
    }
    return worst;
  }

  /** A line that cannot be decoded is answered with its error; the others are not held up. */
  private boolean decodeLine(ProfileCatalog catalog, String line, int number) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    try {
      JsonNode in = JSON.readTree(line);
      out.set("id", in.path("id"));
      VehicleProfile chosen =
          choose(
              catalog,
              in.path("profile").asStringOpt().orElse(null),
              in.path("model").asStringOpt().orElse(null),
              in.path("year").isIntegralNumber() ? Integer.valueOf(in.path("year").asInt()) : null);
      List<Decoded> readings =
          AnswerDecoder.decode(
              chosen, in.path("request").asString(""), in.path("response").asString(""));
      console.record(answer(out, chosen, readings));
      return true;
    } catch (JacksonException e) {
      console.record(out.put("error", batch + ":" + number + " is not a JSON object"));
    } catch (DriverException | Failure e) {
      console.record(out.put("error", batch + ":" + number + ": " + e.getMessage()));
    }
    return false;
  }

  private static VehicleProfile choose(
      ProfileCatalog catalog, String profile, String model, Integer year)
      throws Failure, DriverException {
    if (profile != null) {
      return catalog.byId(profile);
    }
    if (model == null || year == null) {
      throw new Failure(ExitCode.USAGE, "decode needs a profile, or a model with its year");
    }
    return catalog
        .forModel(model, year)
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.BAD_DATA,
                    "no profile is for a "
                        + model
                        + " of "
                        + year
                        + "; there are profiles for "
                        + catalog.models()));
  }

  private static ObjectNode answer(ObjectNode out, VehicleProfile profile, List<Decoded> readings) {
    out.put("profile", profile.id());
    ArrayNode array = out.putArray("readings");
    for (Decoded reading : readings) {
      Values.put(array.addObject(), reading.signal(), reading.index(), reading.value());
    }
    return out;
  }
}
