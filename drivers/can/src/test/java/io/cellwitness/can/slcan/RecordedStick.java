package io.cellwitness.can.slcan;

import io.cellwitness.can.Captures;
import io.cellwitness.can.link.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The recorded Kia behind a fake SLCAN stick. */
public final class RecordedStick {

  private RecordedStick() {}

  /** A Tesla behind one that is listened to: two frames of its battery each time it is quiet. */
  public static Link tesla() {
    FakeSlcan stick = new FakeSlcan(FakeSlcan.Style.LAWICEL);
    stick.chunk = 400;
    stick.traffic = "t1328108C0AFF24250000\rt3D28404B4C00A0DB5000\r";
    return stick;
  }

  /** A fresh Kia. */
  public static Link kia() throws IOException {
    FakeSlcan stick = new FakeSlcan(FakeSlcan.Style.LAWICEL);
    stick.chunk = 400;
    for (Captures.Exchange exchange : Captures.candump("kia-eniro.log")) {
      String[] request = exchange.request().split(":");
      int length = request[1].length() / 2;
      String frame = "t" + request[0] + "8" + String.format("%02X", length) + request[1];
      List<String> answers = new ArrayList<>();
      for (String line : exchange.lines()) {
        answers.add("t" + line.substring(0, 3) + "8" + line.substring(3));
      }
      stick.answers.put(frame + "0".repeat(21 - frame.length()), answers);
    }
    return stick;
  }
}
