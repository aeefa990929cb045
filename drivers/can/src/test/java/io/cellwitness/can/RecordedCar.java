package io.cellwitness.can;

import java.io.IOException;
import java.util.List;

/** The recorded Kia behind a fake adapter. */
public final class RecordedCar {

  /** Its VIN, which is made up. */
  public static final String VIN = "KNACC81GFL5012345";

  private RecordedCar() {}

  /** A fresh one. */
  public static FakeElm kia() throws IOException {
    FakeElm elm = new FakeElm();
    for (Captures.Exchange exchange : Captures.candump("kia-eniro.log")) {
      String[] request = exchange.request().split(":");
      String responder = exchange.lines().get(0).substring(0, 3);
      elm.answer(request[0], responder, request[1], message(exchange.lines()));
    }
    elm.answer("7DF", "7EA", "0902", "490201" + hex(VIN));
    elm.answer("7DF", "7EC", "0902", "490201" + hex("OSEV__ BMS ") + "000000000000");
    elm.answer("7E4", "7EC", "22F190", "62F190" + hex(VIN));
    return elm;
  }

  private static String message(List<String> lines) {
    String first = lines.get(0).substring(3);
    StringBuilder message = new StringBuilder(first.substring(4));
    lines.stream().skip(1).forEach(line -> message.append(line.substring(5)));
    return message.substring(0, 2 * Integer.parseInt(first.substring(1, 4), 16));
  }

  static String hex(String text) {
    StringBuilder hex = new StringBuilder();
    text.chars().forEach(c -> hex.append(String.format("%02X", c)));
    return hex.toString();
  }
}
