package io.cellwitness.can.importer;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns one or more files of a list people already have into one vehicle profile. */
public interface Importer {

  /** The lists that can be read. */
  enum Format {
    /** OBDb signal set, version 3. */
    OBDB,
    /** Vector DBC: frames that are broadcast. */
    DBC,
    /** Torque's CSV of extended PIDs. */
    TORQUE;

    /**
     * Tells the formats apart by what the file holds.
     *
     * @param file its content
     * @return the format, or empty when it is none of them
     */
    public static Optional<Format> of(byte[] file) {
      String text = new String(file, StandardCharsets.ISO_8859_1);
      String start = text.stripLeading();
      if (start.startsWith("{") && text.contains("\"commands\"")) {
        return Optional.of(OBDB);
      }
      if (text.lines().anyMatch(line -> line.startsWith("BO_ "))) {
        return Optional.of(DBC);
      }
      return text.lines().limit(10).anyMatch(line -> line.contains("ModeAndPID"))
          ? Optional.of(TORQUE)
          : Optional.empty();
    }
  }

  /**
   * Begins an import.
   *
   * @param format what the files are
   * @param id id of the new profile
   * @param year model year; needed for OBDb
   * @return the importer
   * @throws DriverException of kind BAD_DATA when a year is needed and missing
   */
  static Importer of(Format format, String id, OptionalInt year) throws DriverException {
    return switch (format) {
      case OBDB ->
          new ObdbImporter(
              id,
              year.orElseThrow(
                  () ->
                      new DriverException(
                          Kind.BAD_DATA,
                          "an OBDb signal set differs by model year; give --year YEAR")));
      case DBC -> new DbcImporter(id);
      case TORQUE -> new TorqueImporter(id);
    };
  }

  /**
   * Takes one file.
   *
   * @param file its name, for messages
   * @param bytes its content
   * @throws DriverException of kind BAD_DATA when it is not what it should be
   */
  void add(String file, byte[] bytes) throws DriverException;

  /**
   * What was not taken over so far and why.
   *
   * @return one sentence each
   */
  List<String> leftOut();

  /**
   * Ends the import.
   *
   * @return the profile and what was left out
   * @throws DriverException of kind BAD_DATA when nothing is left to read
   */
  Imported finish() throws DriverException;
}
