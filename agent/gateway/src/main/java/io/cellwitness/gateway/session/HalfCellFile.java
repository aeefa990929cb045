package io.cellwitness.gateway.session;

import io.cellwitness.health.electrode.HalfCells;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The half-cell curves that come with the program, from {@code config/chemistries}. */
public final class HalfCellFile {

  private static final String RESOURCE = "/io/cellwitness/gateway/chemistries/halfcells.csv";

  private HalfCellFile() {}

  /** Read once, and only where a card asks for it. */
  private static final class Holder {
    static final HalfCells CURVES = HalfCells.parse(text());

    private Holder() {}
  }

  /**
   * The curves.
   *
   * @return always the same object
   */
  public static HalfCells curves() {
    return Holder.CURVES;
  }

  private static String text() {
    try (InputStream in = HalfCellFile.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its half-cell curves; install it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's half-cell curves cannot be read", e);
    }
  }
}
