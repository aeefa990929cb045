package io.cellwitness.health.electrode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The half-cell curves that ship with CellWitness. */
public final class CommittedCurves {

  private static final Path FILE = Path.of("../../config/chemistries/halfcells.csv");

  private CommittedCurves() {}

  /** Text of the file. */
  public static String text() {
    try {
      return Files.readString(FILE, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The curves. */
  public static HalfCells read() {
    return HalfCells.parse(text());
  }
}
