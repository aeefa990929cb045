package io.cellwitness.can;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.can.isotp.CanFrame;
import io.cellwitness.can.profile.Broadcast;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.FrameLayout;
import io.cellwitness.can.profile.VehicleProfile;
import io.cellwitness.can.uds.Ecu;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes readings of the frames a car sends unasked, live or out of a log. A frame may come a
 * hundred times a second; its values are passed on as often as the profile finds them worth it.
 */
public final class BroadcastReadings {

  private final Map<Integer, Broadcast> broadcasts = new HashMap<>();
  private final Map<FrameLayout, Stamp> passedOn = new IdentityHashMap<>();
  private final SessionChecks checks;

  /**
   * Begins a session.
   *
   * @param profile what the frames mean
   * @param checks sees every value that is passed on
   */
  public BroadcastReadings(VehicleProfile profile, SessionChecks checks) {
    this.checks = checks;
    profile.broadcasts().forEach(b -> broadcasts.put(key(b.bits(), b.id()), b));
  }

  /** An identifier of 11 bits is not the one of 29 bits with the same number. */
  private static int key(int bits, int id) {
    return bits == 29 ? id | 0x80000000 : id;
  }

  /**
   * Whether the profile knows a frame.
   *
   * @param bits width of its identifier, 11 or 29
   * @param id its identifier
   * @return true when it does, whatever it holds
   */
  public boolean knows(int bits, int id) {
    return broadcasts.containsKey(key(bits, id));
  }

  /**
   * Takes a frame.
   *
   * @param bits width of its identifier, 11 or 29
   * @param frame the frame
   * @param at when it came
   * @return what is worth passing on; nothing for a frame the profile does not know
   */
  public List<Reading> take(int bits, CanFrame frame, Stamp at) {
    Broadcast broadcast = broadcasts.get(key(bits, frame.id()));
    if (broadcast == null) {
      return List.of();
    }
    List<Reading> readings = new ArrayList<>();
    String source = Ecu.hex(frame.id(), bits);
    for (FrameLayout layout : broadcast.layoutsOf(frame.data())) {
      Stamp before = passedOn.get(layout);
      double period = layout.polling().period().toMillis() / 1000.0;
      if (before == null || at.secondsSince(before) >= period) {
        passedOn.put(layout, at);
        for (Decoded one : checks.take(layout.decode(frame.data()), at, source)) {
          readings.add(new Reading(one.signal(), one.index(), one.value(), at, source));
        }
      }
    }
    return readings;
  }

  /**
   * Whether a frame proves that this is the bus a profile is for.
   *
   * @param profile with at least one proof in its identification
   * @param bits width of the frame's identifier, 11 or 29
   * @param frame the frame
   * @return true when it holds what one of the proofs demands
   */
  public static boolean proves(VehicleProfile profile, int bits, CanFrame frame) {
    for (VehicleProfile.Heard proof : profile.identification().heard()) {
      Broadcast broadcast = proof.broadcast();
      if (broadcast.id() == frame.id() && broadcast.bits() == bits) {
        List<Decoded> decoded = broadcast.decode(frame.data());
        return proof.ranges().entrySet().stream()
            .allMatch(range -> within(decoded, range.getKey(), range.getValue()));
      }
    }
    return false;
  }

  private static boolean within(List<Decoded> decoded, String signal, double[] range) {
    return decoded.stream()
        .anyMatch(
            d ->
                d.signal().name().equals(signal)
                    && d.value() instanceof Value.Number n
                    && n.number() >= range[0]
                    && n.number() <= range[1]);
  }
}
