package io.cellwitness.can;

import io.cellwitness.can.isotp.CanFrame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The recorded frames among the test resources. */
public final class Captures {

  private Captures() {}

  /** Frames of a GVRET CSV. */
  public static List<CanFrame> gvret(String name) throws IOException {
    List<CanFrame> frames = new ArrayList<>();
    for (String line : lines(name)) {
      String[] cells = line.split(",");
      if (cells[0].matches("[0-9]+")) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Integer.parseInt(cells[4]); i++) {
          hex.append(cells[5 + i]);
        }
        frames.add(
            new CanFrame(Integer.parseInt(cells[1], 16), HexFormat.of().parseHex(hex.toString())));
      }
    }
    return frames;
  }

  /** Answers of a candump log: the lines {@code ID + data} that follow each request, by request. */
  public static List<Exchange> candump(String name) throws IOException {
    List<Exchange> exchanges = new ArrayList<>();
    for (String line : lines(name)) {
      String[] frame = line.substring(line.lastIndexOf(' ') + 1).split("#");
      boolean request = frame[1].startsWith("0") && !frame[0].matches("7[EC][C-F]|7E8");
      if (request) {
        int length = Integer.parseInt(frame[1].substring(0, 2), 16);
        exchanges.add(
            new Exchange(
                frame[0] + ":" + frame[1].substring(2, 2 + 2 * length), new ArrayList<>()));
      } else if (!frame[1].startsWith("3")) {
        exchanges.get(exchanges.size() - 1).lines().add(frame[0] + frame[1]);
      }
    }
    return exchanges;
  }

  /** One request and the frames that answered it. */
  public record Exchange(String request, List<String> lines) {
    /** The frames as one text, a line each. */
    public String response() {
      return String.join("\n", lines);
    }
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = Captures.class.getResourceAsStream("captures/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }
}
