package io.cellwitness.can.profile;

import io.cellwitness.api.Value;
import io.cellwitness.can.uds.Ecu;
import java.util.HexFormat;
import java.util.List;

/**
 * One request and everything its answer holds.
 *
 * @param ecu whom to ask
 * @param sendHex the request in upper-case hex: {@code 220101}
 * @param polling how often
 * @param extendedSession whether it may be asked in the extended diagnostic session (10 03) when
 *     the control unit refuses it in the default one
 * @param layouts by length of the answer, at least one
 */
public record ReadRequest(
    Ecu ecu, String sendHex, Polling polling, boolean extendedSession, List<AnswerLayout> layouts) {

  /** Copies the list. */
  public ReadRequest {
    layouts = List.copyOf(layouts);
  }

  /**
   * The request as bytes.
   *
   * @return a fresh array
   */
  public byte[] bytes() {
    return HexFormat.of().parseHex(sendHex);
  }

  /**
   * The request as people write it.
   *
   * @return for example {@code 7E4:220101}
   */
  public String key() {
    return ecu.requestHex() + ":" + sendHex;
  }

  /**
   * Reads everything out of an answer.
   *
   * @param data what follows the echoed identifier
   * @return each signal, in the order of the profile; all without value when no layout is for this
   *     length
   */
  public List<Decoded> decode(byte[] data) {
    for (AnswerLayout layout : layouts) {
      if (layout.fits(data.length)) {
        return layout.read(data);
      }
    }
    return absent(
        SignalPlace.missing("an answer of " + data.length + " bytes has no known meaning"));
  }

  /**
   * Every signal of this request without a value.
   *
   * @param why the absence
   * @return each signal once
   */
  public List<Decoded> absent(Value why) {
    return layouts.stream()
        .flatMap(layout -> layout.signals().stream())
        .map(place -> new Decoded(place.signal(), place.index(), why))
        .distinct()
        .toList();
  }
}
