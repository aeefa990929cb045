package io.cellwitness.report.qr;

import io.nayuki.qrcodegen.QrCode;

/** A QR code (ISO/IEC 18004) as one SVG path. */
public final class QrPicture {

  private static final int QUIET_ZONE = 4;

  private QrPicture() {}

  /**
   * Draws at error correction level M.
   *
   * @param text content
   * @param alternative what it is, for those who cannot see it; already escaped
   * @return an SVG element without fixed size
   */
  public static String svg(String text, String alternative) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    int size = code.size + 2 * QUIET_ZONE;
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          int start = x;
          while (x + 1 < code.size && code.getModule(x + 1, y)) {
            x++;
          }
          int run = x - start + 1;
          path.append('M').append(start + QUIET_ZONE).append(' ').append(y + QUIET_ZONE);
          path.append('h').append(run).append("v1h-").append(run).append('z');
        }
      }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" role=\"img\" aria-label=\""
        + alternative
        + "\" viewBox=\"0 0 "
        + size
        + " "
        + size
        + "\" width=\"150\" height=\"150\" shape-rendering=\"crispEdges\"><title>"
        + alternative
        + "</title><rect width=\""
        + size
        + "\" height=\""
        + size
        + "\" fill=\"#ffffff\"/><path fill=\"#000000\" d=\""
        + path
        + "\"/></svg>\n";
  }
}
