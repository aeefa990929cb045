package io.cellwitness.gateway.base;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The terminal a person looks at. */
public final class Terminal {

  private static final int USUAL = 80;

  private Terminal() {}

  /**
   * How wide it is.
   *
   * @return columns; 0 where nobody looks at a terminal
   */
  public static int columns() {
    if (System.console() == null) {
      return 0;
    }
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return USUAL;
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      int columns = Integer.parseInt(size.strip().split(" ")[1]);
      return columns > 0 ? columns : USUAL;
    } catch (IOException | RuntimeException e) {
      // No stty here, or an odd answer: the usual width does.
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }
}
