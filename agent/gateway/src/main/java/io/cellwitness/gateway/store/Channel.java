package io.cellwitness.gateway.store;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;

/** What stays the same between readings: signal, cell number and source. */
record Channel(Signal signal, int index, String source) {

  static Channel of(Reading reading) {
    return new Channel(reading.signal(), reading.index(), reading.source());
  }
}
