package io.cellwitness.gateway.cli;

import io.cellwitness.api.DriverException;
import io.cellwitness.can.importer.Imported;
import io.cellwitness.can.importer.Importer;
import io.cellwitness.can.importer.Importer.Format;
import io.cellwitness.can.profile.ProfileException;
import io.cellwitness.can.profile.ProfileReader;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a vehicle profile of a list of signals somebody already has. */
@Command(
    name = "import",
    description =
        "Make a vehicle profile of an OBDb signal set, a DBC file or a Torque list, and write it to"
            + " the file --out names, or to standard output.")
public final class VehiclesImport implements Callable<Integer> {

  private static final JsonMapper JSON = new JsonMapper();
  private static final long LARGEST_FILE_BYTES = 16_000_000;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of one car; the first one wins where two say different things.")
  List<Path> files;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "obdb, dbc or torque; told by the content when left out.")
  String format;

  @Option(names = "--id", required = true, paramLabel = "ID", description = "The profile's id.")
  String id;

  @Option(
      names = "--year",
      paramLabel = "YEAR",
      description = "Model year; OBDb sets differ by it.")
  Integer year;

  @Mixin private CommonOptions common;

  private final Console console;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public VehiclesImport(Tools tools) {
    this.console = tools.console();
  }

  @Override
  public Integer call() throws Failure, DriverException {
    if (!ProfileReader.isId(id)) {
      throw new Failure(
          ExitCode.USAGE, "--id must be " + ProfileReader.ID_RULE + ", not " + Words.quote(id));
    }
    OptionalInt modelYear = year == null ? OptionalInt.empty() : OptionalInt.of(year);
    Importer importer = null;
    for (Path file : files) {
      byte[] bytes = InputFile.read(file, LARGEST_FILE_BYTES);
      if (importer == null) {
        Format chosen = chosen(file, bytes);
        if (chosen == Format.OBDB && year == null) {
          throw new Failure(
              ExitCode.USAGE, "an OBDb signal set differs by model year; give --year YEAR");
        }
        importer = Importer.of(chosen, id, modelYear);
      }
      importer.add(file.toString(), bytes);
    }
    tell(finished(importer), common.out);
    return ExitCode.OK.number();
  }

  /** Where nothing fits, the reasons are all there is to tell. */
  private Imported finished(Importer importer) throws DriverException {
    try {
      return importer.finish();
    } catch (DriverException e) {
      tellLeftOut(importer.leftOut());
      throw e;
    }
  }

  private void tellLeftOut(List<String> sentences) {
    sentences.forEach(sentence -> console.aside("left out: " + sentence));
  }

  private Format chosen(Path file, byte[] bytes) throws Failure {
    if (format != null) {
      for (Format known : Format.values()) {
        if (known.name().equalsIgnoreCase(format)) {
          return known;
        }
      }
      throw new Failure(ExitCode.USAGE, "--format must be obdb, dbc or torque");
    }
    Optional<Format> found = Format.of(bytes);
    return found.orElseThrow(
        () ->
            new Failure(
                ExitCode.BAD_DATA,
                file + " is no OBDb signal set, DBC file or Torque list; give --format"));
  }

  private void tell(Imported imported, Path out) throws Failure {
    byte[] profile = imported.profileJson().getBytes(StandardCharsets.UTF_8);
    try {
      ProfileReader.read(id, profile);
    } catch (ProfileException e) {
      throw new Failure(
          ExitCode.BAD_DATA, "the list gives no usable profile: " + e.getMessage(), e);
    }
    if (out != null) {
      write(profile, out);
    }
    ObjectNode event = Console.event("imported");
    event.put("id", id).put("requests", imported.requests());
    event.put("broadcasts", imported.broadcasts());
    ArrayNode leftOut = event.putArray("leftOut");
    imported.leftOut().forEach(leftOut::add);
    if (out == null) {
      event.set("profile", JSON.readTree(profile));
    } else {
      event.put("file", out.toString());
    }
    console.emit(event);
    if (out == null && !console.json()) {
      console.verbatim(imported.profileJson().stripTrailing());
    }
    tellLeftOut(imported.leftOut());
    console.aside(
        String.format(
            Locale.ROOT,
            "%s: %d requests and %d frame layouts, %d things left out; unverified: compare it with"
                + " the car before you rely on it",
            id,
            imported.requests(),
            imported.broadcasts(),
            imported.leftOut().size()));
  }

  private void write(byte[] profile, Path out) throws Failure {
    try {
      Files.write(out, profile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new Failure(
          ExitCode.USAGE, out + " is there already; name another --out or remove it", e);
    } catch (IOException e) {
      throw new Failure(ExitCode.INPUT_OUTPUT, out + " cannot be written; check --out", e);
    }
  }
}
