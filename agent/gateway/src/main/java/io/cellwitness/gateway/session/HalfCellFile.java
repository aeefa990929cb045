package io.cellwitness.gateway.session;

import io.cellwitness.health.electrode.HalfCells;
import io.cellwitness.report.jose.Sha256;
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
    static final String TEXT = text();
    static final HalfCells CURVES = HalfCells.parse(TEXT);
    static final String SHA256 = Sha256.hex(TEXT.getBytes(StandardCharsets.UTF_8));

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

  /**
   * Hash of the file.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public static String sha256() {
    return Holder.SHA256;
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
