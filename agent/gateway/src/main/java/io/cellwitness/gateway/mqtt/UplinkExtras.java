package io.cellwitness.gateway.mqtt;

import java.time.Duration;
import java.util.Optional;

/**
 * What an uplink does beside publishing; nothing of it unless configured.
 *
 * @param receiptWithin after this a report without a consumer's receipt is sent again; empty when
 *     receipts are not read
 * @param discoveryPrefix first level of Home Assistant's discovery topics; empty when packs are not
 *     announced there
 * @param commands takes commands; empty when none are read. Only over TLS
 */
public record UplinkExtras(
    Optional<Duration> receiptWithin,
    Optional<String> discoveryPrefix,
    Optional<CommandInbox> commands) {

  /** Nothing beside. */
  public static final UplinkExtras NONE =
      new UplinkExtras(Optional.empty(), Optional.empty(), Optional.empty());

  /** Without commands. */
  UplinkExtras(Optional<Duration> receiptWithin, Optional<String> discoveryPrefix) {
    this(receiptWithin, discoveryPrefix, Optional.empty());
  }
}
