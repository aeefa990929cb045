package io.cellwitness.gateway.store;

import java.util.UUID;

/** Small numbers for what repeats in every segment. */
interface Dictionary {

  /** The number of a channel, given one if it is new. */
  long channelId(Channel channel);

  /** The number of a boot, given one if it is new. */
  long bootId(UUID boot);

  /** The channel behind a number. */
  Channel channel(long id);

  /** The boot behind a number. */
  UUID boot(long id);
}
